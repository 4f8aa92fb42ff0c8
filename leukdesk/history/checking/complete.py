"""A check of everything that is stored, with all that backups know, told by the log itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from leukdesk.errors import LeukdeskError
from leukdesk.history.checking.findings import Findings
from leukdesk.history.checking.pictures import Pictures
from leukdesk.history.checking.verify import keep_findings, verify
from leukdesk.history.errors import HistoryError
from leukdesk.history.progress import Progress
from leukdesk.history.safety.backup_places import known_by_backups
from leukdesk.history.store import History
from leukdesk.language import tr


class CheckCancelledError(HistoryError):
    """The check was stopped; what was found so far says nothing of the rest."""

    code: ClassVar[str] = "check-cancelled"

    def __init__(self) -> None:
        super().__init__(tr("The check was cancelled. Whether the log is sound is not known."))


def check_all(
    history: History,
    pictures: Pictures,
    by: str = "",
    progress: Progress = lambda _what, _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Findings:
    """Look through the log and at what backups know of it; store an event where that is news.

    Parameters
    ----------
    pictures : str
        As :func:`leukdesk.history.checking.verify.verify` takes it.
    by : str
        The operator who asked for it; empty where the program did.

    Raises
    ------
    CheckCancelledError
    """
    progress(tr("Checking"), 0, 0)
    known = known_by_backups(history.paths, history)
    findings = verify(
        history,
        pictures,
        known=known.heads,
        aside=known.aside,
        progress=lambda done, total: progress(tr("Checking"), done, total),
        cancelled=cancelled,
    )
    if not findings.complete:
        raise CheckCancelledError
    with suppress(LeukdeskError):  # a log that cannot be written is told of elsewhere
        keep_findings(history, findings, by)
    return findings
