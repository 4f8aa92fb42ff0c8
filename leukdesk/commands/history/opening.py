"""Opening the log for a command."""

from __future__ import annotations

from leukdesk.history.safety import recovery
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


def open_history(paths: DataPaths, terminal: Terminal) -> History:
    """Open the log and tell what opening found; a damaged one is left to the window, or to a restore.

    Raises
    ------
    DataDirError, HistoryError
    """
    history = recovery.open_history(paths, mend=False)
    for notice in history.notices:
        terminal.tell(notice)
    return history
