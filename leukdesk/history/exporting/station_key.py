"""Which key a station's pseudonyms are made with, as its log tells it: another one is never made, or taken, unseen.

Every de-identified export names the key that it was made with. Where that key is gone, exports to come would not belong
together with those.
"""

from __future__ import annotations

from pathlib import Path

from leukdesk.history.errors import HistoryError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.pseudonyms import HOW_TO_GO_ON, KEY_FILE, Pseudonyms
from leukdesk.history.store import History
from leukdesk.language import tr

SUBJECT = "key of the pseudonyms"
"""Of the event that tells of a new key."""


class OtherPseudonymKeyError(HistoryError):
    """The key that earlier exports were made with is not there."""

    code = "pseudonym-key-other"

    def __init__(self, path: Path, named: str, *, there: bool) -> None:
        if there:
            words = tr(
                "The key of this station's pseudonyms, {path}, is another one: earlier exports were made with the key "
                "{key}. {advice}"
            )
        else:
            words = tr(
                "The key of this station's pseudonyms, {path}, is missing: earlier exports were made with the key "
                "{key}. {advice}"
            )
        super().__init__(words.format(path=path, key=named, advice=tr(HOW_TO_GO_ON)))


def pseudonyms_of(history: History) -> Pseudonyms:
    """Return those of a station; the first time its key is made.

    Raises
    ------
    OtherPseudonymKeyError, PseudonymKeyError, HistoryError
    """
    path = history.paths.root / KEY_FILE
    named = _named(history)
    if named and not path.exists():
        raise OtherPseudonymKeyError(path, named, there=False)
    pseudonyms = Pseudonyms.of_station(history.paths)
    if named and pseudonyms.name_of_key != named:
        raise OtherPseudonymKeyError(path, named, there=True)
    return pseudonyms


def make_new_key(history: History, actor: str) -> Pseudonyms:
    """Make a key where none is, and store that it is another one from now on.

    Raises
    ------
    HistoryError
        No key was made.
    """
    path = history.paths.root / KEY_FILE
    if path.exists():
        raise HistoryError(
            f"No new key was made, since there is one: {path}. Where it is damaged or another station's, move it to a "
            "safe place first."
        )
    named = _named(history)
    pseudonyms = Pseudonyms.of_station(history.paths)
    try:
        new = {"value": pseudonyms.name_of_key}
        history.note(NewEvent(Kind.SETTING, actor, SUBJECT, {"value": named} if named else {}, new))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return pseudonyms


def _named(history: History) -> str:
    """Return the name of the key that the newest event names; empty where none does."""
    with history.reading() as connection:
        found = connection.execute(_NAMED, [SUBJECT]).fetchone()
    return str(found[0]) if found is not None else ""


_NAMED = """
    SELECT name FROM (
        SELECT * FROM (
            SELECT id, new_value ->> '$.pseudonyms' AS name FROM event
            WHERE kind = 'exported' AND kind <> 'recorded' AND name IS NOT NULL ORDER BY id DESC LIMIT 1
        )
        UNION ALL SELECT * FROM (
            SELECT id, new_value ->> '$.value' AS name FROM event
            WHERE kind = 'setting' AND kind <> 'recorded' AND subject = ? ORDER BY id DESC LIMIT 1
        )
    ) ORDER BY id DESC LIMIT 1
"""
