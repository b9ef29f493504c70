"""The program as a visitor meets it in the tests' own language, with the pages that always fail. Only tests start it."""

import runpy

from tests import pseudo

if __name__ == "__main__":
    pseudo.install()
    runpy.run_path("tests/browser/failing_app.py", run_name="__main__")
