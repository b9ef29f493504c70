"""The parts of Streamlit's page, as they leave: what they are, packed for whoever can unpack it, and nothing else of that folder."""

import gzip
import re
from pathlib import Path

import pytest
import streamlit
from starlette.datastructures import Headers

from front import parts
from front.document import served

FOLDER = Path(streamlit.__file__).parent / "static"
NAMES = re.findall(r"\./(static/[\w./-]+)", served("en")[0].decode())


def answer(address: str, **asked: str) -> tuple[int, Headers, bytes]:
    said = parts.answer(address.removeprefix(parts.UNDER), Headers({name.replace("_", "-"): value for name, value in asked.items()}))
    return said.status_code, said.headers, bytes(said.body)


def test_the_page_names_parts() -> None:
    assert len(NAMES) > 10


@pytest.mark.parametrize("name", NAMES)
def test_a_part_is_the_file_packed_or_not(name: str) -> None:
    whole = (FOLDER / name).read_bytes()
    assert answer(f"/{name}")[2] == whole
    status, headers, packed = answer(f"/{name}", accept_encoding="gzip, br")
    assert (status, headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    if name.endswith((".js", ".css")):
        assert (headers["content-encoding"], headers["vary"]) == ("gzip", "Accept-Encoding")
        assert gzip.decompress(packed) == whole
    else:
        assert packed == whole


@pytest.mark.parametrize(
    "address", ["/static/../index.html", "/static/js/../../index.html", "/static//etc/passwd", "/static/js", "/static/"]
)
def test_what_is_no_part_is_nowhere(address: str) -> None:
    assert answer(address)[0] == 404
