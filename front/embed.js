// For pages of others: shows the questionnaire in a frame that is as high as what stands in it.
//
//   <script src="https://hats.example/embed.js" data-language="fr" async></script>
//
// The frame takes the place of the script. Language: data-language, else that of the page, else that of the browser.
"use strict";

(() => {
  const titles = {/* titles */};
  const here = document.currentScript;
  const home = new URL(here.src).origin;
  const language = [here.dataset.language, document.documentElement.lang.slice(0, 2)].find((code) => code in titles);

  const frame = document.createElement("iframe");
  frame.src = `${home}/?embed=true${language ? `&language=${language}` : ""}`;
  frame.title = here.dataset.title ?? titles[language] ?? titles.en;
  frame.loading = "lazy";
  frame.allow = "clipboard-write";
  frame.style.cssText = "display:block;width:100%;height:720px;border:0";

  /** Only what our own frame says counts, and only a height and that another question begins. */
  function hear(event) {
    if (event.origin !== home || event.source !== frame.contentWindow) return;
    const { height, begins } = event.data?.twoHats ?? {};
    if (Number.isFinite(height)) frame.style.height = `${Math.max(320, Math.ceil(height))}px`;
    if (begins && frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: "start" });
  }

  window.addEventListener("message", hear);
  here.after(frame);
})();
