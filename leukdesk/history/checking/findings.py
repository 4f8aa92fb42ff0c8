"""What a check of the log looked at, and what it found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from leukdesk.history.chain import Head
from leukdesk.language import Said, marked, tr_said

RESTORE = Said(marked("Copy the whole data folder to a safe place, then restore a backup."))
"""What to do about most of it."""
MOST_OF_A_KIND = 100
"""Of one kind of problem so many are named; a log in which everything was changed would fill the memory."""


class ProblemKind(StrEnum):
    """What kind of problem it is; the value is what a program reads."""

    DATABASE = "database"
    """SQLite itself finds the file damaged, or cannot read it."""
    SCHEMA = "schema"
    """A table, an index or a trigger is not as the program makes it."""
    CHAIN = "chain"
    """An event was changed, taken out or put in."""
    RECORD = "record"
    """A record is not the one that was logged."""
    STANDING = "standing"
    """A record stands elsewhere than where its newest decision says."""
    OPERATOR = "operator"
    """An operator's role, service or PIN is not as the newest event says."""
    SEARCH = "search"
    """The index of words does not agree with the records."""
    END = "end"
    """The log's end was cut off, or its events were made anew: somebody knows another one."""
    UNPROVEN = "unproven"
    """The log says that a restore set aside what somebody knows, but what was set aside is not here to prove it."""
    PICTURE_MISSING = "picture-missing"
    PICTURE_CHANGED = "picture-changed"
    ARCHIVED = "archived"
    """What the log says of archived pictures is not what the event of their archive knows."""
    ARCHIVE_MISSING = "archive-missing"
    ARCHIVE_CHANGED = "archive-changed"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes
    ----------
    where : str
        A file, "record 12" or "event 7".
    what : str
        What is wrong, as a part of a sentence.
    said : str
        The same as a sentence, with what to do; as it is stored, in English, and mostly `Said`.
    """

    kind: ProblemKind
    where: str
    what: str
    said: str

    @property
    def sentence(self) -> str:
        """The sentence for a person, in the language that is spoken."""
        return tr_said(self.said)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"kind": self.kind.value, "where": self.where, "problem": self.sentence}


def in_the_log(path: Path, what: str) -> str:
    """Return the sentence of what is wrong in a log."""
    return Said(marked("In the log {path} {what}. {advice}"), path=path, what=what, advice=RESTORE)


class NoteKind(StrEnum):
    """What kind of note it is; the value is what a program reads."""

    RESTORED = "restored"
    """A backup was put in the place of the log."""
    SET_ASIDE = "set-aside"
    """An event that is known from elsewhere is of a log that a restore has moved aside."""
    BACKUP_SET_ASIDE = "backup-set-aside"
    """A backup is of a log that a restore has moved aside, so that the log cannot be held against it."""


@dataclass(frozen=True)
class Note:
    """Something that is worth knowing and not wrong.

    Attributes
    ----------
    where : str
        "event 7", or the folder of a backup.
    sentence : str
    """

    kind: NoteKind
    where: str
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"kind": self.kind.value, "where": self.where, "note": self.sentence}


@dataclass(frozen=True)
class KnownHead:
    """An event that somebody knows the log to have had: a backup, a manifest, a printed report.

    Attributes
    ----------
    where : str
        Who knows it, as part of a sentence: "the backup leukdesk-20250131"; stored in English.
    id : int
    hash : bytes
        32 bytes.
    by_hand : bool
        Somebody gave it to this one check; it may be mistyped, or of another log, so that it is told and not noted.
    """

    where: str
    id: int
    hash: bytes
    by_hand: bool = False


@dataclass(frozen=True)
class Findings:
    """What a check found.

    Attributes
    ----------
    problems : tuple of Problem
        No more than :data:`MOST_OF_A_KIND` of each kind.
    head : Head
        The newest event that was looked at.
    records, events, pictures, known : int
        How many were looked at; ``known`` are heads that were known from elsewhere.
    pictures_read : bool
        Whether the pictures were read whole; else it was looked whether they are there, if that.
    skipped : tuple of str
        What was not looked at and why, in sentences.
    complete : bool
        False where the check was cancelled.
    notes : tuple of Note
        Restores, and the known heads that they account for.
    unfitting : tuple of KnownHead
        Known heads that the log does not have and no restore accounts for; so many as there are problems of them.
    """

    problems: tuple[Problem, ...]
    head: Head
    records: int
    events: int
    pictures: int
    pictures_read: bool
    known: int
    skipped: tuple[str, ...]
    complete: bool
    notes: tuple[Note, ...] = ()
    unfitting: tuple[KnownHead, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether everything was looked at that was to be, and nothing is wrong."""
        return self.complete and not self.problems

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "sound": self.sound,
            "complete": self.complete,
            "problems": [each.as_json() for each in self.problems],
            "notes": [each.as_json() for each in self.notes],
            "records": self.records,
            "events": self.events,
            "pictures": self.pictures,
            "pictures_read": self.pictures_read,
            "known_heads": self.known,
            "skipped": list(self.skipped),
            "head": {"id": self.head.id, "hash": self.head.hash.hex()},
        }
