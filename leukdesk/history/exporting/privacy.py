"""What is taken out of an export by default, and what is not.

Taken out or replaced: sample codes and operators (by pseudonyms of this station), the source (a path may hold a name;
only what kind it is stays), a camera's key (it may be an address or a path), and the reasons of decisions and the
meanings of signatures (free text may hold a name). The hashes of events as well: they are made of actors, reasons and
sample codes without a secret, so that names could be tried until one fits; up to where the log went is proved by an
HMAC instead (see :class:`leukdesk.history.exporting.format.LogHead`).

Not taken out: all times, to the microsecond; the picture and its hash, which is made of pixels alone and by which
whoever has the same picture knows it again; the numbers of the record and of events; the model, its answer and the
classes that were decided; figures, objective and scale; a cell's outline and the id of its slide session, which is
chance. A picture may show what was written on a slide, and its time
may be looked up in another system: a de-identified export is not an anonymous one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from ntpath import splitext  # which knows both slashes
from typing import Any

from leukdesk.history.chain import Head
from leukdesk.history.events import Event
from leukdesk.history.exporting.format import Item, LogHead
from leukdesk.history.exporting.pseudonyms import Pseudonyms
from leukdesk.history.plain import time_text
from leukdesk.history.records import Record
from leukdesk.history.searching.search import Filter
from leukdesk.history.session.state import Session
from leukdesk.imaging.optics import Optics
from leukdesk.imaging.reading import SUFFIXES
from leukdesk.language import Said, marked

LEFT_OUT = "(left out)"
_VIRTUAL = "virtual microscope"
_USB_KEY = re.compile(r"[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}")
# The texts of a filter that name nobody.
_HARMLESS = frozenset({"model_id", "model_version", "class_name", "label", "state", "session"})


# By whether operators are kept, and whether reasons are.
_DE_IDENTIFIED = {
    (False, False): marked(
        "De-identified: sample codes and operators are replaced by pseudonyms of the station; sources are reduced to "
        "their kind and reasons are left out. Times and pictures stay."
    ),
    (False, True): marked(
        "De-identified: sample codes and operators are replaced by pseudonyms of the station; sources are reduced to "
        "their kind. Times and pictures stay."
    ),
    (True, False): marked(
        "De-identified: sample codes are replaced by pseudonyms of the station; sources are reduced to their kind and "
        "reasons are left out. Times and pictures stay."
    ),
    (True, True): marked(
        "De-identified: sample codes are replaced by pseudonyms of the station; sources are reduced to their kind. "
        "Times and pictures stay."
    ),
}


@dataclass(frozen=True)
class Privacy:
    """What an export may tell.

    Attributes
    ----------
    identified : bool
        Everything as it was logged; what follows is of no account then.
    keep_operators : bool
        Operators and reviewers by their names.
    keep_reasons : bool
        The reasons of decisions, and the meanings of signatures.
    """

    identified: bool = False
    keep_operators: bool = False
    keep_reasons: bool = False

    @property
    def sentence(self) -> str:
        """Say what was taken out; in English, as exports tell it."""
        if self.identified:
            return Said(marked("Identified: sample codes, operators, sources and reasons are as they were logged."))
        return Said(_DE_IDENTIFIED[self.keep_operators, self.keep_reasons])


class Curtain:
    """Shows items, records and filters as an export may tell of them.

    Parameters
    ----------
    privacy : Privacy
    pseudonyms : Pseudonyms, optional
        None for an identified export, which needs no key.
    """

    def __init__(self, privacy: Privacy, pseudonyms: Pseudonyms | None) -> None:
        self._privacy, self._pseudonyms = privacy, pseudonyms

    def item(self, item: Item) -> Item:
        """Return an item as it may be told of."""
        if self._pseudonyms is None:
            return item
        decisions = tuple(self._event(event) for event in item.decisions)
        return Item(self._record(item.record), decisions, item.picture)

    def session(self, session: Session) -> Session:
        """Return a slide session as it may be told of."""
        if self._pseudonyms is None:
            return session
        plan = session.plan
        return replace(
            session,
            plan=replace(plan, sample=self._sample(plan.sample), operator=self._person(plan.operator), source=LEFT_OUT),
            by=self._person(session.by),
            reason=self._reason(session.reason),
            signed_by=self._person(session.signed_by),
            meaning=self._reason(session.meaning),
        )

    def head(self, head: Head) -> LogHead:
        """Return up to which event the log went, as it may be told."""
        if self._pseudonyms is None:
            return LogHead(head.id, head.hash.hex())
        return LogHead(head.id, hmac_sha256=self._pseudonyms.proof(head.hash))

    def filter(self, wanted: Filter) -> dict[str, Any]:
        """Return what a filter asks, as plain values."""
        told: dict[str, Any] = {}
        for each in fields(wanted):
            value = getattr(wanted, each.name)
            if value != each.default:
                told[each.name] = self._asked(each.name, value)
        return told

    def _record(self, record: Record) -> Record:
        standing = record.standing
        return replace(
            record,
            sample=self._sample(record.sample),
            operator=self._person(record.operator),
            source=_kind_of_source(record),
            optics=_without_address(record.optics),
            standing=replace(
                standing, decided_by=self._person(standing.decided_by), signed_by=self._person(standing.signed_by)
            ),
        )

    def _event(self, event: Event) -> Event:
        return replace(
            event,
            actor=self._person(event.actor),
            old=self._values(event.old),
            new=self._values(event.new),
            reason=self._reason(event.reason),
            hash=b"",
        )

    def _values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self._person(value) if name in ("decided_by", "signed_by") else value
            for name, value in values.items()
        }

    def _sample(self, code: str) -> str:
        return code if self._pseudonyms is None else self._pseudonyms.sample(code)

    def _person(self, name: str) -> str:
        if self._pseudonyms is None or self._privacy.keep_operators:
            return name
        return self._pseudonyms.person(name)

    def _reason(self, text: str) -> str:
        return text if self._privacy.keep_reasons else ""

    def _asked(self, name: str, value: Any) -> Any:
        match value:
            case str() if name == "sample":
                return self._sample(value)
            case str() if name == "operator":
                return self._person(value)
            case datetime():
                return time_text(value)
            case bool() | int() | float():
                return value
        if self._pseudonyms is not None and name not in _HARMLESS:
            return LEFT_OUT
        return [str(each) for each in value] if isinstance(value, tuple | list | frozenset) else str(value)


def _kind_of_source(record: Record) -> str:
    if record.source == _VIRTUAL:
        return _VIRTUAL
    if record.optics is not None:
        return "camera"
    suffix = splitext(record.source)[1].lower()
    return f"file {suffix}" if suffix in SUFFIXES else "file"


def _without_address(optics: Optics | None) -> Optics | None:
    """Keep what kind of camera it is; a stream's key is its address, a film's its path."""
    if optics is None or optics.camera == "virtual":
        return optics
    found = _USB_KEY.match(optics.camera)
    return replace(optics, camera=found.group() if found else "")
