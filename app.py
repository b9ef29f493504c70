"""The table of contents: the app, its addresses and its headers. Wires, decides nothing.

`python app.py` serves it; PORT (8501) and DATABASE_URL (a SQLite file in data/) are read from the environment.
"""

import os

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from front import downloads, failure, life, links, start, web
from front.guest import holdings
from front.recruiter import exports

app = st.App(
    "front/visit.py",
    secrets=start.secrets(),
    lifespan=life.lifespan,
    routes=[
        *links.routes(),
        *downloads.routes(),
        *holdings.routes(),
        *exports.routes(),
        Route("/method", web.method),
        Route("/healthz", web.alive),
        Route("/readyz", web.ready),
    ],
    middleware=[Middleware(web.SameOrigin), Middleware(web.Headers), Middleware(web.BrowserCookie)],
    on_script_error=failure.calm,
)

if __name__ == "__main__":
    start.trust_own_proxy()
    app.run(config={"server.port": int(os.environ.get("PORT", "8501"))})
