"""What a recruiter takes away: tables and the whole brief, the report on one candidate, the comparison of a few; and a brief put back.

Authorised by the workspace anew for every file. While names are hidden there are letters in every file, and nobody's own words.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st
from starlette.routing import BaseRoute, Route

from questionnaire.catalogue import questionnaire
from questionnaire.models import Language
from questionnaire.ui import PROSE, press
from questionnaire.words import Voice
from reports.paper import Paper
from sharing.exchange.document import Bundle
from sharing.exchange.file import MOST_MEGABYTES, Unreadable, from_json, to_json
from sharing.exchange.tables import Verdicts, sheets, to_csv
from sharing.exchange.workbook import to_xlsx
from sharing.models import COMPARED
from sharing.store.bundles import AlreadyHere
from sharing.store.folder import Folder
from sharing.store.office import Office
from sharing.words import voice

from .. import authority, forms, workshop
from ..downloads import Asked, File, served
from ..judging import glances
from .all_reports import MOST, packed
from .common import quiet
from .documents import basis_of, compared
from .lineup import Lined, chosen, lined
from .opening import at_office, go


class Wanted(NamedTuple):
    """A file of a brief: in which form, in which language, about whom, on which paper."""

    kind: str
    language: Language
    people: Sequence[str]
    paper: Paper


# ---- addresses


def routes() -> list[BaseRoute]:
    """The files of a brief, and those about some of its people."""
    return [
        Route("/brief/{workspace}/{brief}/{what}.{kind}", served(brief_file)),
        Route("/brief/{workspace}/{brief}/{what}/{people}.{kind}", served(brief_file)),
    ]


def address(folder: Folder, what: str, kind: str, language: Language, people: Sequence[str] = ()) -> str:
    """Where a file is served. Ids only: none of them opens anything."""
    about = f"/{','.join(people)}" if people else ""
    return f"/brief/{folder.brief.workspace}/{folder.brief.id}/{what}{about}.{kind}?language={language}"


def brief_file(asked: Asked) -> File | None:
    """Any file of a brief, for whoever may open its workspace; None for everybody else, and for what there is not."""
    make = FILES.get((asked.place["what"], asked.kind))
    folder = authority.folder(asked.place["workspace"], asked.place["brief"], asked.wallet, asked.account, "download") if make else None
    if make is None or folder is None:
        return None
    people = [public for public in asked.place.get("people", "").split(",") if public]
    content = make(folder, Wanted(asked.kind, asked.language, people, asked.paper))
    return File(content, voice(asked.language)(f"take_{asked.place['what']}_file")) if content else None


# ---- files


def _comparison(folder: Folder, wanted: Wanted) -> bytes | None:
    people = chosen(folder, wanted.people)
    if not 1 <= len(people) <= COMPARED or len(people) < len(set(wanted.people)):
        return None
    made = compared(folder, people, wanted.language)
    for one in people:
        folder.note("exported", one.id)
    return forms.beside(made, wanted.kind, wanted.paper)


def _report(folder: Folder, wanted: Wanted) -> bytes | None:
    people = chosen(folder, wanted.people)
    if len(people) != 1:
        return None
    made = partial(basis_of(folder, people[0]).report, wanted.language)
    folder.note("exported", people[0].id)
    return forms.written(made, wanted.kind, wanted.paper)


def _reports(folder: Folder, wanted: Wanted) -> bytes | None:
    people = [one for one in chosen(folder, wanted.people) if one.finished]
    if not 1 <= len(people) <= MOST or len(people) < len(set(wanted.people)):
        return None
    return packed(folder, people, wanted.language, wanted.paper)


def _tables(folder: Folder, wanted: Wanted) -> bytes:
    bundle, say = _bundle(folder), voice(wanted.language)
    made = sheets(bundle, verdicts_of(bundle), questionnaire(), say)
    return to_csv(made[0]) if wanted.kind == "csv" else workshop.made(to_xlsx, made, bundle.exported_at, say)


def _whole(folder: Folder, _wanted: Wanted) -> bytes:
    return to_json(_bundle(folder))


FILES: Mapping[tuple[str, str], Callable[[Folder, Wanted], bytes | None]] = {
    ("comparison", "pdf"): _comparison, ("comparison", "html"): _comparison, **{("report", kind): _report for kind in forms.TYPES},
    ("reports", "zip"): _reports, ("candidates", "csv"): _tables, ("candidates", "xlsx"): _tables, ("brief", "json"): _whole,
}  # fmt: skip


def _bundle(folder: Folder) -> Bundle:
    """All of the brief as it may leave now, and a line in the audit that it did."""
    bundle = folder.bundle(questionnaire().version)
    folder.note("exported", folder.brief.id)
    if not bundle.names_hidden:
        return bundle
    silent = tuple(person.model_copy(update={"comments": ()}) for person in bundle.candidates)
    return bundle.model_copy(update={"candidates": silent})


def verdicts_of(bundle: Bundle) -> Verdicts:
    """The verdict by today's rules of everybody who has finished, as columns of the table."""
    done = [person for person in bundle.candidates if person.finished_at is not None]
    found = glances(bundle.brief.company.given, [person.sitting.given for person in done])
    return {
        person.id: {
            "verdict": one.verdict, "strength": one.strength, "side": one.side, "letters": one.lean, "cautions": len(one.cautions),
        }
        for person, one in zip(done, found, strict=True)
    }  # fmt: skip


# ---- on the pages


def take_away(folder: Folder, say: Voice) -> None:
    """The links to the files of a brief."""
    with st.container(width=PROSE, key="take_brief"):
        st.header(say("take_title"), anchor=False)
        st.markdown(say("take_text_blind") if folder.brief.hides_names else say("take_text"))
        with st.container(horizontal=True):
            for what, kind in (("candidates", "xlsx"), ("candidates", "csv"), ("brief", "json")):
                st.link_button(
                    say(f"take_{kind}"), address(folder, what, kind, say.language), icon=":material/download:", key=f"take_{kind}"
                )  # fmt: skip


def zip_section(folder: Folder, picked: Sequence[Lined], say: Voice) -> None:
    """A fold that offers the reports on those picked, else on everybody who has finished, as one file. Raises StoreError."""
    with st.container(width=PROSE), st.expander(say("zip_title"), type="compact", key="zip", on_change="rerun") as fold:
        if fold.open:
            _zip_of(folder, [one for one in picked or lined(folder) if one.finished], say)


def _zip_of(folder: Folder, people: Sequence[Lined], say: Voice) -> None:
    if not people:
        st.markdown(say("zip_nobody"))
    elif len(people) > MOST:
        st.markdown(say("zip_too_many", count=len(people), limit=MOST))
    else:
        st.markdown(say("zip_text_blind" if folder.brief.hides_names else "zip_text", count=len(people)))
        quiet(say("zip_limit", limit=MOST))
        where = address(folder, "reports", "zip", say.language, [one.id for one in people])
        st.link_button(say("zip_take", count=len(people)), where, icon=":material/folder_zip:", key="zip_take")


def import_section(say: Voice) -> None:
    """A fold on the page of the workspace that puts a brief back."""
    with st.expander(say("import_title"), type="compact", key="import", on_change="rerun") as fold:
        if not fold.open:
            return
        st.markdown(say("import_text", limit=MOST_MEGABYTES))
        st.file_uploader(say("import_choose"), type="json", key="office_import", max_upload_size=MOST_MEGABYTES)
        if fault := st.session_state.get("office_unreadable"):
            st.markdown(f":red[:material/priority_high: {say(fault.key, **getattr(fault, 'gaps', {}))}]")
        if st.session_state.get("office_import"):
            press(say("import_do"), "import_do", _restore, kind="primary")


def _restore() -> None:
    """Put the brief of the chosen file back and go there; or say in one sentence why not."""
    st.session_state.pop("office_unreadable", None)
    chosen_file = st.session_state.get("office_import")
    if chosen_file:
        at_office("add", lambda office: _restored(office, chosen_file.getvalue()))


def _restored(office: Office, data: bytes) -> None:
    try:
        brief = office.restore(from_json(data))
    except (Unreadable, AlreadyHere) as fault:
        st.session_state["office_unreadable"] = fault
        return
    go(brief.id)
    st.session_state["office_done"] = "import_done"
