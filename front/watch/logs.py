"""What is logged: lines of fields from a list of those allowed, each with the id of its request, to standard error.

Nothing else passes, from our own lines or from those of a library: no value that it puts into its sentence, no message of an
error. LOG_FORMAT=json writes each line as JSON, and visits too; without it the lines are for people, and only what went wrong.
"""

import logging
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st
import structlog
from streamlit import logger as streamlit_loggers
from streamlit.runtime.scriptrunner import get_script_run_ctx
from structlog.typing import EventDict, WrappedLogger

from ..failure import told
from . import settings

REQUEST_ID = "X-Request-ID"
OURS = "two_hats"
GIVEN = ("reference", "method", "route", "status", "seconds", "briefs", "sittings", "shares")
"""What a line of our own may say beside its sentence: `extra` of the call."""
ALLOWED = ("timestamp", "level", "logger", "event", "request", *GIVEN, "trace")
"""What a line may hold, in this order."""
_REFUSED = "ASGI callable returned without completing handshake."  # of each websocket that was refused with words, which is no fault
_UVICORN = ("uvicorn", "uvicorn.access", "uvicorn.asgi", "uvicorn.error")


def begin() -> None:
    """From here on every line of the process goes this way; the web server and Streamlit have set up theirs before."""
    json = settings.log_as_json()
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(json=json))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO if json else logging.WARNING)
    for name in _UVICORN:
        _hand_on(logging.getLogger(name))
    logging.getLogger("uvicorn.error").addFilter(lambda record: record.msg != _REFUSED)
    streamlit_loggers.setup_formatter = _hand_on  # for those that Streamlit has yet to make
    streamlit_loggers.update_formatter()


def _hand_on(logger: logging.Logger) -> None:
    logger.handlers, logger.propagate = [], True
    logger.setLevel(logging.WARNING)


def request(its_id: str) -> AbstractContextManager[Any]:
    """Every line that is written meanwhile belongs to that request."""
    return structlog.contextvars.bound_contextvars(request=its_id)


def formatter(*, json: bool) -> logging.Formatter:
    """Makes one line of a record: JSON, or for people, with the trace below it."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(allow=GIVEN),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _of_tab, _said, _traced,
        ],
        processors=[_allowed, structlog.processors.JSONRenderer(ensure_ascii=False) if json else _for_people],
    )  # fmt: skip


def _of_tab(_logger: WrappedLogger, _level: str, line: EventDict) -> EventDict:
    """Streamlit draws a page in a thread of its own, which knows of its tab what came with the first request."""
    if "request" not in line and get_script_run_ctx(suppress_warning=True):
        line["request"] = st.context.headers.get(REQUEST_ID)
    return line


def _said(_logger: WrappedLogger, _level: str, line: EventDict) -> EventDict:
    """Of a library's line only its sentence, before any value was put into it; and the first line of it, as the others may quote."""
    record: logging.LogRecord = line["_record"]
    if record.name.partition(".")[0] != OURS:
        line["event"] = str(record.msg).partition("\n")[0] if isinstance(record.msg, str) else type(record.msg).__name__
    return line


def _traced(_logger: WrappedLogger, _level: str, line: EventDict) -> EventDict:
    """Files, lines and kinds of errors; see `failure.told`."""
    record: logging.LogRecord = line["_record"]
    if record.exc_info and record.exc_info[1]:
        line["trace"] = "".join(told(record.exc_info[1])).rstrip()
    elif record.exc_text:
        line["trace"] = record.exc_text
    return line


def _allowed(_logger: WrappedLogger, _level: str, line: EventDict) -> Mapping[str, Any]:
    return {name: line[name] for name in ALLOWED if line.get(name) is not None}


def _for_people(_logger: WrappedLogger, _level: str, line: Mapping[str, Any]) -> str:
    """No time, which the system's journal adds."""
    fields = "".join(f" {name}={line[name]}" for name in ("request", *GIVEN) if name in line)
    trace = f"\n{line['trace']}" if "trace" in line else ""
    return f"{line['level'].upper()} {line['event']}{fields}{trace}"
