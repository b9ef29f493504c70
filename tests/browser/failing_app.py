"""The program with two more addresses, whose pages always fail: to show what a visitor sees then. Only tests start it."""

import os
import sys
from typing import NoReturn

from app import app
from front import pages, start
from front.page import Unreachable


def _broken() -> NoReturn:
    raise RuntimeError("broken on purpose")


def _unreachable() -> NoReturn:
    raise Unreachable


if __name__ == "__main__":
    pages.PAGES = {**pages.PAGES, "broken": _broken, "unreachable": _unreachable}
    sys.argv[0] = "app.py"  # Streamlit looks for the script beside whoever starts it
    start.trust_own_proxy()
    app.run(config={"server.port": int(os.environ["PORT"])})
