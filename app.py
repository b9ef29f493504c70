"""The table of contents: the app, its addresses and its headers. Wires, decides nothing.

`python app.py` serves it; PORT (8501) and DATABASE_URL (a SQLite file in data/) are read from the environment.
"""

import streamlit as st
from starlette.routing import Route

from front import document, downloads, embedding, failure, life, links, method, start, watch
from front.doors import order
from front.guest import holdings
from front.reader import examples
from front.recruiter import exports
from front.watch import health, metrics

app = st.App(
    "front/visit.py",
    secrets=start.secrets(),
    lifespan=life.lifespan,
    routes=[
        Route("/", document.document),
        *document.routes(),
        Route("/embed.js", embedding.script),
        *links.routes(),
        *downloads.routes(),
        *holdings.routes(),
        *exports.routes(),
        *examples.routes(),
        Route("/method", method.method),
        Route("/healthz", health.alive),
        Route("/readyz", health.ready),
        Route("/metrics", metrics.metrics),
    ],
    middleware=[*watch.standing(), *order.standing()],
    on_script_error=failure.calm,
)

if __name__ == "__main__":
    start.trust_own_proxy()
    app.run(config=start.configuration())
