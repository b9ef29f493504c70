"""Reads our own source: where a stranger's words could reach a screen as markup. The rule, and the faults it finds.

Words that people type are fields of a few models (FIELDS, SHARED). A field of such a name is taken for theirs wherever people's words
are at home, unless whoever holds it is one of OURS; a local name that is given one is theirs too. They may be handed to `st.text`, and to
`escape`; never to what draws markup or a label, be it Streamlit's own or a function of ours that passes it on, nor into a text of markup.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("front", "sharing/ui", "reports/ui", "questionnaire/ui.py")
DRAWS = frozenset(
    [
        "markdown",
        "write",
        "html",
        "caption",
        "title",
        "header",
        "subheader",
        "error",
        "warning",
        "info",
        "success",
        "toast",
        "badge",
        "metric",
        "button",
        "link_button",
        "download_button",
        "form_submit_button",
        "expander",
        "popover",
        "tabs",
        "radio",
        "checkbox",
        "toggle",
        "selectbox",
        "multiselect",
        "pills",
        "segmented_control",
        "slider",
        "select_slider",
        "text_input",
        "text_area",
        "number_input",
        "date_input",
        "file_uploader",
        "progress",
        "status",
        "spinner",
        "table",
        "image",
        "page_link",
        "chat_message",
        "latex",
        "set_page_config",
        "dialog",
        "exception",
    ]
)
PLAIN = frozenset({"escape", "text", "quote", "len", "bool", "isinstance", "hash"})  # what they hand on is no markup, or no words at all
TYPED = frozenset({"value", "key", "on_click", "on_change"})  # what stands in a field, not beside it
FIELDS = frozenset({"client", "note", "reason", "decided_by", "shown", "contact"})  # nobody else has fields of these names
SHARED = frozenset({"name", "title", "text"})  # ours have such names too
TITLED = "made.brief"  # what a recruiter calls the brief, on a comparison
THEIRS = {"Remark": "text", "Named": "name", "Card": "name"}  # blocks that hold people's words, among those that hold ours
OURS = frozenset(
    # parts of a report, chapters and topics, which we wrote
    [
        "section",
        "verdict",
        "block",
        "item",
        "pair",
        "step",
        "row",
        "first",
        "part",
        "made",
        "trait",
        "topic",
        "note",
        "table",
        "cell",
        "case",
        "chapter",
        "question",
        "about",
        "asked",
        "of_chapter",
        "screen",
        "message",
        "option",
        "words",
        "settings",
        "self",
        "report",
        "page",
        "fact",
        "outcome",
        "strongest",
        "sections",
        "second",
    ]
)


@dataclass
class Function:
    """One of ours: its name, its parameters, the calls and texts in it, and which of its parameters it draws."""

    name: str
    params: Sequence[str]
    said: Sequence[ast.AST]
    draws: set[str] = field(default_factory=set)


def faults(sources: Mapping[str, str]) -> list[str]:
    """Each place where people's words reach markup: file, line and the words that do."""
    trees = {file: ast.parse(source) for file, source in sources.items()}
    functions = [made for tree in trees.values() for made in _functions(tree)]
    while any(_learn(one, functions) for one in functions):
        pass
    drawing = {one.name: one for one in functions if one.draws}
    return [fault for file, tree in trees.items() for fault in _faults(file, tree, drawing)]


def ours() -> dict[str, str]:
    files = [file for room in ROOMS for file in ([ROOT / room] if room.endswith(".py") else sorted((ROOT / room).rglob("*.py")))]
    return {str(file.relative_to(ROOT)): file.read_text("utf-8") for file in files}


def _functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield Function(node.name, [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)], _said(node))


def _said(tree: ast.AST) -> list[ast.AST]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call | ast.JoinedStr)]


def _learn(one: Function, functions: Sequence[Function]) -> bool:
    """Whether it draws one more of its parameters than was known."""
    known = {other.name: other for other in functions if other.draws}
    drawn = {name for part in _drawn(one.said, known) for name in _names(part)} & set(one.params)
    more = drawn - one.draws - {"say", "self"}
    one.draws |= more
    return bool(more)


def _drawn(said: Sequence[ast.AST], drawing: Mapping[str, Function]) -> Iterator[ast.expr]:
    """Every expression that is drawn as markup or as a label."""
    for node in said:
        if isinstance(node, ast.Call):
            yield from _handed(node, drawing)
        elif isinstance(node, ast.JoinedStr) and re.search(
            "<[a-z/]", "".join(str(one.value) for one in node.values if isinstance(one, ast.Constant))
        ):
            yield from (one.value for one in node.values if isinstance(one, ast.FormattedValue))


def _handed(call: ast.Call, drawing: Mapping[str, Function]) -> Iterator[ast.expr]:
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr in DRAWS and ast.unparse(function.value) in {"st", "streamlit"}:
        typed = call.args[1:] if function.attr in {"text_input", "text_area"} else []
        yield from (one for one in call.args if one not in typed)
        yield from (one.value for one in call.keywords if one.arg not in TYPED)
    elif isinstance(function, ast.Name) and (ours := drawing.get(function.id)):
        yield from (value for name, value in zip(ours.params, call.args, strict=False) if name in ours.draws)
        yield from (one.value for one in call.keywords if one.arg in ours.draws)


def _faults(file: str, tree: ast.AST, drawing: Mapping[str, Function]) -> Iterator[str]:
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        theirs = _theirs(function)
        for part in _drawn(_said(function), drawing):
            for word in _words(part, theirs):
                yield f"{file}:{part.lineno}: {word}"


def _theirs(function: ast.FunctionDef) -> set[str]:
    """Local names that were given people's words, and the field of a block that holds some."""
    found = {f"{one.arg}.{THEIRS[one.annotation.id]}" for one in function.args.args if getattr(one.annotation, "id", "") in THEIRS}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and not _elsewhere(node.value) and any(True for _ in _words(node.value, found)):
            found |= {name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return found


def _elsewhere(value: ast.expr) -> bool:
    """Whether a function of ours makes it, out of whatever it is given: that function is looked at by itself."""
    return isinstance(value, ast.Call) and _called(value) not in {
        "say",
        "join",
        "items",
        "strip",
        "format",
        "sorted",
        "list",
        "dict",
        "zip",
    }


def _words(part: ast.AST, theirs: set[str]) -> Iterator[str]:  # noqa: C901 (a case for each kind of expression)
    """The people's words in an expression, save those handed to what makes them plain, and those only looked at."""
    if isinstance(part, ast.Call) and _called(part) in PLAIN:
        return
    if isinstance(part, ast.Compare | ast.Lambda):
        return
    if isinstance(part, ast.IfExp):
        yield from (word for one in (part.body, part.orelse) for word in _words(one, theirs))
        return
    if isinstance(part, ast.GeneratorExp | ast.ListComp):  # what is made of each; what each is of is theirs if the whole is
        for loop in part.generators:
            if any(True for _ in _words(loop.iter, theirs)):
                theirs = theirs | {name.id for name in ast.walk(loop.target) if isinstance(name, ast.Name)}
        yield from _words(part.elt, theirs)
    elif isinstance(part, ast.Subscript):  # words of ours, by language
        yield from _words(part.slice, theirs) if isinstance(part.value, ast.Attribute) else _words(part.value, theirs)
    elif isinstance(part, ast.Attribute) and (_is_theirs(part) or ast.unparse(part) in theirs):
        yield ast.unparse(part)
    elif isinstance(part, ast.Name) and part.id in theirs:
        yield part.id
    else:
        for below in ast.iter_child_nodes(part):
            yield from _words(below, theirs)


def _is_theirs(part: ast.Attribute) -> bool:
    if ast.unparse(part) == "card.title":  # a letter; the name beside it is theirs
        return False
    return part.attr in FIELDS or (part.attr in SHARED and _holder(part.value) not in OURS) or ast.unparse(part) == TITLED


def _names(part: ast.AST) -> Iterator[str]:
    if (isinstance(part, ast.Call) and _called(part) in PLAIN) or isinstance(part, ast.Attribute | ast.Compare | ast.Lambda):
        return
    if isinstance(part, ast.Name):
        yield part.id
    for below in ast.iter_child_nodes(part):
        yield from _names(below)


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def _holder(part: ast.expr) -> str:
    """The last name before a field: `draft` of `brief.draft.title`, `section` of `section.title`."""
    while isinstance(part, ast.Subscript | ast.Call):
        part = part.value if isinstance(part, ast.Subscript) else part.func
    return part.attr if isinstance(part, ast.Attribute) else part.id if isinstance(part, ast.Name) else ""
