// The one script of our own. Every page works without it, only less comfortably. One function for each thing it does; `follow` calls
// those that must see each change of the page. Nothing is sent anywhere, but the height of the page to a page that embeds it.
"use strict";

(() => {
  const words = JSON.parse(document.currentScript.dataset.words);
  const root = document.documentElement;
  const framed = window.parent !== window;

  /** What the page says in the language shown. */
  const say = (key) => words[root.lang]?.[key] ?? "";

  /** The language of the document is the one that is shown: a container's key says it. */
  function keepLanguage() {
    const shown = document.querySelector("[class*=st-key-spoken_]")?.className.match(/st-key-spoken_(\w+)/)?.[1];
    if (shown && shown !== root.lang) root.lang = shown;
  }

  /** Streamlit's own link past the top knows only English. */
  function translateSkip() {
    const link = document.querySelector("[data-testid=stSkipToContent]");
    if (link && say("script_skip") && link.textContent !== say("script_skip")) link.textContent = say("script_skip");
  }

  /** Nor does its button that copies a link or a message know another language. */
  function translateCopy() {
    for (const button of document.querySelectorAll("[data-testid=stCode] button")) {
      if (say("script_copy") && button.ariaLabel !== say("script_copy")) button.ariaLabel = button.title = say("script_copy");
    }
  }

  /** A chart is one picture, said by its alternative text: its parts say nothing of their own. */
  function quietCharts() {
    for (const drawing of document.querySelectorAll("[data-testid=stVegaLiteChart] > svg:not([aria-hidden])")) {
      drawing.setAttribute("aria-hidden", "true");
      drawing.parentElement.setAttribute("role", "img");
      drawing.parentElement.removeAttribute("aria-roledescription");
    }
  }

  // ---- a question is answered with the keyboard alone, and the next one is met where it begins

  const OWN_ENTER = "a, button, summary, select, textarea, input:not([type=radio]), [contenteditable=true]"; // they know what Enter means
  const RADIOS = ".st-key-ask [class*=st-key-question-] input[type=radio]";
  let shown = null; // the question that stands there, or the title of another page
  let pressed = false; // the last press was one that may lead on
  let mayMiss = false; // it may also have shown that an answer is missing
  let met = null; // what got the focus when the page was met
  let gone = null; // the question that Enter has just left
  let leaving = false; // the page that follows is on its way

  /** Whether nothing more is on its way: while a page is being drawn, parts of the old one still stand there. */
  const drawn = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "running";

  /** What the page asks or says now; nothing yet while a question has no answers to choose from. */
  function place() {
    if (!document.querySelector(".st-key-ask")) return document.querySelector("h1")?.textContent ?? null;
    return document.querySelector(RADIOS)?.closest("[class*=st-key-question-]").className.match(/st-key-question-\w+/)[0] ?? null;
  }

  let led = null; // the first answer of the question that next has led to

  /** Where a screen asks several: the first question without an answer, if not all of it was in view and next has not led to it yet. */
  function furtherDown() {
    const open = [...document.querySelectorAll(".st-key-ask [class*=st-key-among_]")].find((one) => !one.querySelector("input:checked"));
    const end = document.querySelector("[data-testid=stBottom]")?.getBoundingClientRect().top ?? innerHeight;
    const below = open && open.querySelector("[role=radiogroup]").getBoundingClientRect().bottom > end;
    return below && open.querySelector("input") !== led ? open : null;
  }

  /** A press on next goes to it rather than complain of what nobody has seen: on a phone that is one question after the other. */
  function goFurtherDown(event) {
    const open = event.target.closest?.(".st-key-next button") && furtherDown();
    if (!open) return;
    event.stopPropagation();
    event.preventDefault();
    open.scrollIntoView({ block: "start" });
    led = open.querySelector("input");
    led.focus({ preventScroll: true });
  }

  /** Enter goes on, unless what has the focus has a use for it. One press counts once, however slow the answer is. */
  function goOn(event) {
    if (event.key !== "Enter" || event.repeat || event.isComposing) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest?.(OWN_ENTER)) return;
    const next = document.querySelector(".st-key-ask") && document.querySelector(".st-key-next button");
    if (!next || gone === place()) return;
    event.stopPropagation();
    event.preventDefault();
    if (!furtherDown()) gone = place();
    next.click();
    leaving = false;
  }

  /** The press is dealt with once a page was drawn after it: then Enter counts again, on this question too if it is still there. */
  function dealWithEnter() {
    if (leaving && drawn()) gone = null;
    leaving = gone !== null && !drawn();
  }

  /** Whether a press may lead to another page; another language is the same page in other words. */
  function notePress(event) {
    if (event.target.closest?.("a, button")) pressed = mayMiss = !event.target.closest(".st-key-language");
  }

  /** Another question, another page: seen from its top, with the focus on its first answer or its title, which is then read out. */
  function meetPlace() {
    const now = place();
    if (now === null || !drawn()) return;
    const lost = met !== null && !met.isConnected && document.activeElement === document.body; // drawn anew under our hands
    if (now === shown && !lost) return meetMissed();
    shown = now;
    met = null;
    if (!pressed) return;
    const title = document.querySelector("h1");
    const answers = document.querySelector(RADIOS)?.closest("[role=radiogroup]");
    const first = answers?.querySelector(":checked") ?? answers?.querySelector("input") ?? title;
    if (first && first === title) title.tabIndex = -1;
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    tell({ begins: true });
    met = first;
    first?.focus({ preventScroll: true });
  }

  /** The first question of the screen that still waits for an answer: on a phone it may be far from the button. */
  function meetMissed() {
    const missed = document.querySelector("[class*=st-key-missed_]")?.className.match(/st-key-missed_(\w+)/)[1];
    if (!mayMiss || !missed) return;
    mayMiss = false;
    const first = document.querySelector(`.st-key-question-${missed} input`);
    first?.focus({ preventScroll: true });
    first?.closest("[role=radiogroup]").scrollIntoView({ block: "center" });
  }

  /** What the page says of an answer, for those who do not see it: kept or not, or still missing. */
  const spoken = document.createElement("div");
  spoken.setAttribute("role", "status");
  spoken.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";

  function speak() {
    if (!drawn()) return;
    const said = document.querySelector("[class*=st-key-missed_], .st-key-not_saved, .st-key-saved, .st-key-in_this_tab")?.cloneNode(true);
    said?.querySelectorAll("[role=img]").forEach((icon) => icon.remove());
    const text = said?.textContent.trim() ?? "";
    if (spoken.textContent !== text) spoken.textContent = text;
  }

  document.addEventListener("keydown", goOn, true); // before an answer hears of it, which keeps Enter to itself
  document.addEventListener("click", goFurtherDown, true);
  document.addEventListener("click", notePress, true);
  document.addEventListener("change", () => (gone = null), true);
  document.body.append(spoken);

  /** What failed may stand below what could still be drawn. */
  function showTrouble() {
    const trouble = document.querySelector(".st-key-broken:not([data-shown])");
    if (!trouble || !drawn()) return;
    trouble.dataset.shown = "";
    trouble.scrollIntoView({ block: "center" });
  }

  /** Streamlit tells of a lost connection in English, and as if to whoever runs the program. */
  function calmConnection() {
    const title = document.querySelector("[role=dialog] h2[slot=title]");
    if (title?.textContent !== "Connection error" || !say("script_lost_title")) return;
    const told = title.nextElementSibling;
    const ours = document.createElement("div");
    ours.className = told.className;
    title.textContent = say("script_lost_title");
    ours.textContent = say("script_lost_text");
    told.style.display = "none";
    told.before(ours);
  }

  // ---- what only a script can do: print the page, pass a link on by the means of the device

  const deeds = {
    print: { can: true, act: () => window.print() },
    share: { can: Boolean(navigator.share), act: (place) => navigator.share({ title: document.title, url: place.dataset.link }).catch(() => {}) },
  };

  /** A button in every place that waits for one, if the browser can do it. */
  function offerDeeds() {
    for (const place of document.querySelectorAll("[data-press]:empty")) {
      if (!deeds[place.dataset.press]?.can) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = place.dataset.label;
      place.append(button);
    }
  }

  document.addEventListener("click", (event) => {
    const place = event.target.closest?.("[data-press] button")?.parentElement;
    if (place) deeds[place.dataset.press].act(place);
  });

  // ---- a link to a question of this sitting

  /** As quick as a button: Streamlit asks for the place as if somebody had gone back to it, and the address stays what it was. */
  function goThere(event) {
    const link = event.target.closest?.("a[data-change]");
    if (!link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const here = location.href;
    const there = new URL(here);
    event.preventDefault();
    there.searchParams.set("change", link.dataset.change);
    history.replaceState(history.state, "", there);
    window.dispatchEvent(new PopStateEvent("popstate"));
    history.replaceState(history.state, "", here);
  }

  document.addEventListener("click", goThere);

  // ---- in a frame of another site

  let told = 0; // the height that the embedding page knows
  const resized = new ResizeObserver(follow);

  /** What the embedding page hears: heights, and that another page begins. It says nothing of anybody, so any page may hear it. */
  const tell = (news) => framed && window.parent.postMessage({ twoHats: news }, "*");

  /** The frame can be as high as what stands in it: the page, and the bar at its foot. */
  function tellHeight() {
    if (!framed) return;
    const parts = [...document.querySelectorAll("[data-testid=stMainBlockContainer], [data-testid=stBottom]")];
    parts.forEach((part) => resized.observe(part));
    const height = Math.ceil(parts.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0));
    if (height && height !== told) tell({ height: (told = height) });
  }

  /** A file is fetched by the frame itself: in a tab of its own it would come without the keys that this frame holds. */
  function keepFiles() {
    if (!framed) return;
    for (const link of document.querySelectorAll("a[href^='/']")) if (/\.\w+(\?|$)/.test(link.getAttribute("href"))) link.target = "_self";
  }

  // ---- every change of the page, at most once a frame

  const followers = [keepLanguage, translateSkip, translateCopy, quietCharts, dealWithEnter, meetPlace, speak, offerDeeds, showTrouble, calmConnection, tellHeight, keepFiles];
  let waiting = false;

  function follow() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      followers.forEach((follower) => follower());
    });
  }

  root.classList.toggle("framed", framed);
  new MutationObserver(follow).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "data-test-script-state"] });
  follow();
})();
