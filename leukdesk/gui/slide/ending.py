"""The end of a slide session is final: below its target it is asked about first."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from leukdesk.history.session.state import Session
from leukdesk.language import tr


def may_end(session: Session, parent: QWidget) -> bool:
    """Ask whether a session may end that has not counted as much as it was to; Enter goes on counting."""
    if session.is_complete:
        return True
    box = QMessageBox(
        QMessageBox.Icon.Question,
        tr("End the slide session"),
        tr(
            "End at {so_far}? A session that has ended counts no more fields; "
            "cells that were missed can be drawn until it is signed."
        ).format(so_far=session.so_far),
        parent=parent,
    )
    end = box.addButton(tr("&End it"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(tr("&Not yet"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    ended = box.clickedButton() is end
    box.deleteLater()
    return ended
