"""Answers go in, an explained verdict comes out."""
