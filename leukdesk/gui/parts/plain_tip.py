"""Tooltips, which Qt would read as rich text where a text looks like it."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """Return a text as a tooltip that shows every character of it as it is; empty where it is empty."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>' if "<" in text else text
