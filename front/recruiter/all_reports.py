"""The reports on many candidates as one ZIP, made anew from the stored answers when it is asked for, and kept by nobody here."""

import re
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from questionnaire.models import Language
from reports.paper import Paper
from sharing.store.folder import Folder

from .. import forms
from .documents import basis_of
from .lineup import Lined

MOST = 50
_IN_A_NAME = re.compile(r"[^\w\-]+")
_LONGEST = 60  # letters of a name


def packed(folder: Folder, people: Sequence[Lined], language: Language, paper: Paper) -> bytes:
    """A PDF for each of them, one after the other, and a line in the audit. Raises StoreError."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as files:  # a PDF is compressed already
        for place, one in enumerate(people, start=1):
            made = forms.written(partial(basis_of(folder, one).report, language), "pdf", paper)
            files.writestr(file_name(place, one), made or b"")
            folder.note("exported", one.id)
    return content.getvalue()


def file_name(place: int, one: Lined) -> str:
    """The letter, or what is harmless of a name that a stranger typed; the number keeps namesakes apart."""
    return f"{place:02} {_IN_A_NAME.sub(' ', one.shown).strip()[:_LONGEST].strip()}".strip() + ".pdf"
