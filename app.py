"""The table of contents: the app, its addresses and its headers. Wires, decides nothing.

`python app.py` serves it; PORT (8501) and DATABASE_URL (a SQLite file in data/) are read from the environment.
"""

import os

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from front import document, downloads, embedding, failure, life, links, notices, start, web
from front.guest import holdings
from front.reader import examples
from front.recruiter import exports

app = st.App(
    "front/visit.py",
    secrets=start.secrets(),
    lifespan=life.lifespan,
    routes=[
        Route("/", document.document),
        Route("/page.js", document.script),
        Route("/embed.js", embedding.script),
        *links.routes(),
        *downloads.routes(),
        *holdings.routes(),
        *exports.routes(),
        *examples.routes(),
        Route("/method", web.method),
        Route("/healthz", web.alive),
        Route("/readyz", web.ready),
    ],
    middleware=[Middleware(web.SameOrigin), Middleware(web.Headers), Middleware(notices.Notices), Middleware(web.BrowserCookie)],
    on_script_error=failure.calm,
)

if __name__ == "__main__":
    start.trust_own_proxy()
    app.run(config={"server.port": int(os.environ.get("PORT", "8501"))})
