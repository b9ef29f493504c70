"""Tells a verdict: one document of typed blocks, drawn as a page, as a print-ready HTML file and as a PDF."""
