"""Whether things may move on the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QStyle, QWidget


def motion_wished(widget: QWidget) -> bool:
    """Whether the desktop's user did not turn animations off."""
    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0
