"""How a command line of the program is entered and left: UTF-8 whatever the terminal, and no traceback when nobody listens."""

import io
import os
import sys
from collections.abc import Callable
from typing import NoReturn


def through(main: Callable[[], int]) -> NoReturn:
    """Runs the main function of a package from a shell and ends the program with its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # as in `… | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it closes the pipe
        code = 1
    sys.exit(code)
