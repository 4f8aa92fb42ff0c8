"""Geometry, splitters and columns as text, so that settings hold plain values only."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray


def to_text(state: QByteArray) -> str:
    """Return a widget's saved state as base64 text."""
    return bytes(state.toBase64().data()).decode("ascii")


def restore(states: Mapping[str, str], name: str, into: Callable[[QByteArray], bool]) -> bool:
    """Give a widget its state back; False when there is none, or none that it understands."""
    text = states.get(name, "")
    return bool(text) and into(QByteArray.fromBase64(text.encode("ascii", "ignore")))
