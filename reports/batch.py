"""Many sheets to a folder of reports, on every processor, with a bar that shows how far it is. A bad sheet does not stop the others."""

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import track

from .render import Refused, Wish, reason, rendered

SHEETS = {".toml", ".json"}


def batch(files: Sequence[Path], folder: Path, forms: Sequence[str], wish: Wish) -> list[str]:
    """Every sheet among `files` and in the folders among them to `folder`, in each form, under its own name.

    Returns one sentence for each sheet that cannot be used, in their order. Raises Refused, with nothing written, if there is no
    sheet, if two of them would be written under one name, or if there can be no such folder.
    """
    sheets = list(_sheets(files))
    _apart(sheets)
    _made(folder)
    one = partial(_fault, folder=folder, forms=tuple(forms), wish=wish)
    console = Console(stderr=True)
    # Fresh processes, not copies of this one: what draws and what sets has threads of its own, which a copy would lack.
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(sheets)), get_context("spawn"), _uninterrupted) as pool:
        told = track(pool.map(one, sheets), "Reports", len(sheets), console=console, disable=not console.is_terminal)
        return [fault for fault in told if fault]


def _sheets(files: Sequence[Path]) -> Iterator[Path]:
    """Each file, and what a folder holds by name, without what is below it."""
    for file in files:
        if not (found := _in_folder(file) if file.is_dir() else [file]):
            raise Refused(f"{file}: holds no TOML or JSON file; name a folder of sheets, or the sheets themselves.")
        yield from found


def _in_folder(folder: Path) -> list[Path]:
    try:
        return sorted(one for one in folder.iterdir() if one.suffix.lower() in SHEETS)
    except OSError as error:
        raise Refused(f"{folder}: cannot be read ({reason(error)}); name a folder that you may read.") from error


def _apart(sheets: Sequence[Path]) -> None:
    """Some systems take A.pdf and a.pdf for one file, so no two names may differ in capitals alone."""
    taken: dict[str, Path] = {}
    for sheet in sheets:
        other = taken.setdefault(sheet.stem.casefold(), sheet)
        if other is not sheet:
            raise Refused(f"{other} and {sheet} would be written under one name; give one of them another name, or another folder.")


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise Refused(f"{folder}: there can be no such folder ({reason(error)}); name one where you may write.") from error


def _uninterrupted() -> None:
    """Control-C is for the first process, which then asks for no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _fault(sheet: Path, folder: Path, forms: Sequence[str], wish: Wish) -> str:
    """The report of one sheet in each form; what is wrong with it, or nothing."""
    try:
        rendered(sheet, {folder / f"{sheet.stem}.{form}": form for form in forms}, wish)
    except Refused as error:
        return str(error)
    return ""
