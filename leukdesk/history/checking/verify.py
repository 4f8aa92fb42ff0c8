"""Is the log what it was? Names every record, event and picture that was changed, and where the chain breaks.

It finds what was changed, taken out of the middle or put in, by accident or by hand. It cannot find that somebody made
the whole chain anew, or cut off its end together with the file beside it, unless a newer event is known from elsewhere
(``known``): a backup, an export's manifest, a printed report. So the log is tamper-evident for those who keep such
heads where the station's users cannot change them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leukdesk.history.checking.check import Check
from leukdesk.history.checking.findings import Findings, KnownHead, Problem, ProblemKind
from leukdesk.history.checking.noted import HEADS, failure, heads_as_json
from leukdesk.history.checking.pictures import Pictures
from leukdesk.history.errors import HistoryError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.suspect import mark_suspect

if TYPE_CHECKING:
    from leukdesk.history.store import History


def verify(
    history: History,
    pictures: Pictures = "whole",
    *,
    quick: bool = False,
    known: Iterable[KnownHead] = (),
    aside: Sequence[Path] = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Findings:
    """Look through the log, which may be in use meanwhile; nothing is changed.

    Parameters
    ----------
    history : History
    pictures : str
        Of a million pictures "whole" reads every one, which takes hours; "there" only looks for their names, which
        takes seconds.
    quick : bool
        Leaves out what takes long in a log of a million records: all but the newest ten thousand events and their
        records, the indexes, the words, and where the records stand.
    known : iterable of KnownHead
        Events that the log must still have; the file beside the log is always one of them.
    aside : sequence of Path
        The logs of backups that a restore has set aside: each is told of, and may prove a known event.
    progress : function of (done, all), optional
        Called now and then; of events, records and pictures together.
    cancelled : function, optional
        Asked as often; what was found so far is returned when it says so.
    """
    check = Check(history, pictures, quick, known, aside, progress, cancelled)
    try:
        with history.reading() as connection:
            check.run(connection)
    except HistoryError as problem:
        check.add(Problem(ProblemKind.DATABASE, str(history.paths.database), problem.said, problem.said))
    return check.findings()


def keep_findings(history: History, findings: Findings, by: str = "") -> bool:
    """Store an event about what a check found, where it is news; return whether one was stored.

    Each problem is noted once, until the log is restored or a check finds it sound that read every picture and held it
    against every known head that did not fit before. A sound log is noted only where somebody asked. Nothing is written
    into a file that SQLite itself finds damaged.

    Parameters
    ----------
    by : str
        The operator who asked for the check; empty where the program did.

    Raises
    ------
    LeukdeskError
        The log cannot be written.
    """
    kinds = Counter(each.kind.value for each in findings.problems)
    if ProblemKind.DATABASE in kinds:
        # The next start recovers it.
        mark_suspect(history.paths.database, next(p.what for p in findings.problems if p.kind is ProblemKind.DATABASE))
        return False
    looked_at = {
        "records": findings.records,
        "events": findings.events,
        "pictures": findings.pictures,
        "pictures_read": findings.pictures_read,
    }
    if findings.problems:
        lasting = [each for each in findings.unfitting if not each.by_hand]
        if len(findings.unfitting) - len(lasting) == len(findings.problems):
            return False  # a typing error would be noted for ever, and keep every backup; whoever typed it is told
        facts = {**looked_at, "kinds": dict(kinds), HEADS: heads_as_json(lasting)}
        return note_failure(history, [each.said for each in findings.problems], by, facts)
    newest = history.events([Kind.CHECKED, Kind.CHECK_FAILED], limit=1)
    told = bool(newest) and newest[0].kind is Kind.CHECK_FAILED
    if not findings.complete or findings.skipped or not (by or told):
        return False
    if told and not findings.pictures_read:
        return False  # what was found of pictures stands until they are read again
    history.note(NewEvent(Kind.CHECKED, by, new=looked_at))
    return True


def note_failure(
    history: History, sentences: Sequence[str], by: str = "", facts: Mapping[str, Any] | None = None
) -> bool:
    """Store an event about what is wrong, where it is news: see :func:`leukdesk.history.checking.noted.failure`.

    Raises
    ------
    LeukdeskError
        The log cannot be written.
    """
    with history.reading() as connection:
        event = failure(connection, sentences, by, facts)
    if event is not None:
        history.note(event)
    return event is not None
