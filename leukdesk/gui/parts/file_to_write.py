"""Asks for the name of a file to write; what would be replaced is asked about whichever way it was typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from leukdesk.language import tr


def ask_file_to_write(parent: QWidget, title: str, start: str, kinds: str, suffix: str) -> Path | None:
    """Return the file, which ends in the suffix; None where the user thinks better of it.

    Parameters
    ----------
    parent : QWidget
    title, start, kinds : str
        As :meth:`QFileDialog.getSaveFileName` takes them.
    suffix : str
        With the dot.
    """
    name, _ = QFileDialog.getSaveFileName(parent, title, start, kinds)
    if not name:
        return None
    path = Path(name)
    if name.lower().endswith(suffix):
        return path
    path = path.with_name(f"{path.name}{suffix}")
    # The dialog has asked about the name without the suffix.
    if path.exists() and not may_replace(parent, title, path):
        return None
    return path


def may_replace(parent: QWidget, title: str, path: Path) -> bool:
    """Ask whether a file that is there may go."""
    buttons = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No
    # What looks like rich text would be read as it.
    text = tr("{file} is there already. Do you want to replace it?").format(file=path.name)
    answer = QMessageBox.question(parent, title, text.replace("<", "‹"), buttons, QMessageBox.StandardButton.No)
    return answer == QMessageBox.StandardButton.Yes
