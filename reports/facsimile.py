"""A page of a report as a picture small enough for a web page."""

import io

from .blocks import Report
from .brand import Brand

WIDTH, HEIGHT = 802, 1134  # pixels of an A4 page at 97 dots to the inch: twice as sharp as it is shown, for screens that can
_DOTS = 97
_QUALITY = 60  # the smallest at which small text stays clean


def facsimile(report: Report, page: int, brand: Brand | None = None) -> bytes:
    """One page of the PDF, counted from 1, as WebP."""
    from PIL import Image

    from .pdf import pictures

    made = io.BytesIO()
    with Image.open(io.BytesIO(pictures(report, _DOTS, brand)[page - 1]), formats=("PNG",)) as picture:
        picture.convert("RGB").save(made, "WEBP", quality=_QUALITY)
    return made.getvalue()
