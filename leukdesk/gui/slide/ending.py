"""The end of a slide session is final: below its target it is asked about first."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from leukdesk.history.session.state import Session


def may_end(session: Session, parent: QWidget) -> bool:
    """Ask whether a session may end that has not counted as much as it was to; Enter goes on counting."""
    if session.is_complete:
        return True
    box = QMessageBox(
        QMessageBox.Icon.Question,
        "End the slide session",
        f"End at {session.so_far}? A session that has ended counts no more fields; "
        "cells that were missed can be drawn until it is signed.",
        parent=parent,
    )
    end = box.addButton("&End it", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton("&Not yet", QMessageBox.ButtonRole.RejectRole))
    box.exec()
    ended = box.clickedButton() is end
    box.deleteLater()
    return ended
