"""``leukdesk differential``: the cells of a slide counted from pictures of its fields; and what was counted."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leukdesk import INTENDED_USE
from leukdesk.analysis import Failure
from leukdesk.commands.asking import prove
from leukdesk.commands.history.opening import open_history
from leukdesk.commands.meant import find_meant, tell_failure
from leukdesk.commands.which_session import WhichSessionError, find_session
from leukdesk.counting import many
from leukdesk.differential.slide import read_slide
from leukdesk.differential.slide_counter import CountedField, SlideCounter, begin, sessions_of
from leukdesk.differential.tally import ClassCount, Share, Tally
from leukdesk.differential.wording import beside_white, interval, percent, why_left, within_errors
from leukdesk.history.plain import time_text
from leukdesk.history.session.signing import signed_unseen
from leukdesk.history.sessions import FieldCountedError, Session, SessionField, Sessions, SessionState
from leukdesk.imaging.remark import by_code
from leukdesk.inference.catalog import Catalog
from leukdesk.paths import DataPaths
from leukdesk.settings import SlideSettings
from leukdesk.station import Station, read_catalog
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible, one_line

_CLOCK = "%Y-%m-%d %H:%M:%S UTC"


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Count pictures into a new session or one that goes on; without pictures, show a session or list them all.

    Raises
    ------
    LeukdeskError
        Nothing can be counted, or something that concerns all pictures came in between; what was counted is kept.
    """
    if not options.path:
        return _show(paths, options.session, terminal)
    with Station.open(paths) as station:
        assert station.operators is not None
        operator = prove(station.operators, station.operators.working(options.operator))
        with _counter(station, options, operator, terminal) as counter, interruptible() as cancelled:
            meant = find_meant(options.path)
            _tell_others(counter, terminal)
            failed = before = done = 0
            for outcome in _outcomes(counter, meant, operator, cancelled):
                done += 1
                if isinstance(outcome, Failure):
                    again = outcome.code == FieldCountedError.code  # who goes on with a folder has all of these
                    before, failed = before + again, failed + (not again)
                    if terminal.json_lines or not again:
                        tell_failure(terminal, outcome)
                else:
                    terminal.result(_field_object(outcome), _field_text(outcome))
                terminal.progress(f"{counter.session.so_far}, field {done}")
            terminal.done()
            stopped, left = cancelled() and not counter.complete, len(meant) - done
            if before:
                terminal.tell(f"{many(before, 'picture')} counted before.")
            if left:
                why = "" if stopped else f": {why_left(counter.session)}"
                terminal.tell(f"{many(left, 'picture')} left{why}.")
            _leave(counter, operator, left, failed)
            _tell(counter.sessions, counter.session.id, station.catalog, terminal)
            return INTERRUPTED if stopped else 1 if failed else 0


def _outcomes(
    counter: SlideCounter, meant: Sequence[Path | Failure], operator: str, cancelled: Callable[[], bool]
) -> Iterator[CountedField | Failure]:
    goes_on = True
    for each in meant:
        if isinstance(each, Failure):
            yield each
        elif goes_on:
            outcome = next(counter.add_files([each], operator, cancelled), None)
            goes_on = outcome is not None
            if outcome is not None:
                yield outcome


@contextmanager
def _counter(
    station: Station, options: argparse.Namespace, operator: str, terminal: Terminal
) -> Iterator[SlideCounter]:
    """Begin a session or go on with one; where counting breaks off, say how to go on."""
    if options.session:
        found = find_session(sessions_of(station), options.session)
        plan = found.plan
        asked = (options.model or plan.model_id, options.sample or plan.sample, options.target or plan.target)
        if asked != (plan.model_id, plan.sample, plan.target):
            raise WhichSessionError(
                f"Session {found.id[:8]} counts {many(plan.target, plan.unit)} of the sample {plan.sample!r} with "
                f"{plan.model_id}. Leave --sample, --model and --target out to go on with it, or leave --session out "
                "to begin another one."
            )
        counter = SlideCounter(station, found.id)
        counter.sessions.resume(found.id, operator)
    else:
        if not options.model:
            known = ", ".join(each.id for each in station.catalog.packages if each.card.scope == "cell") or "none"
            raise WhichSessionError(f"Say with --model which model names the cells: {known}.")
        source = ", ".join(map(str, options.path[:3])) + (" …" if len(options.path) > 3 else "")
        counter = begin(
            station, options.model, sample=options.sample, operator=operator,
            target=options.target or SlideSettings.target, source=source,
        )  # fmt: skip
    try:
        yield counter
    except BaseException:
        terminal.tell(
            f"Session {counter.session.id[:8]} has {many(counter.session.cells, 'cell')} in the log. Go on with: "
            f"leukdesk differential PATH... --session {counter.session.id[:8]}"
        )
        raise


def _tell_others(counter: SlideCounter, terminal: Terminal) -> None:
    session, card = counter.session, counter.package.card
    terminal.text(f"{card.title}, version {card.version}, session {session.id[:8]}. {INTENDED_USE}")
    for other in counter.sessions.others_on(session.plan.sample, but=session.id):
        stands = "not ended" if other.is_open else other.words
        terminal.tell(
            f"Session {other.id[:8]} of {other.begun:{_CLOCK}} on the same sample code is {stands}, and has "
            f"{many(other.cells, 'cell')}. Its cells are not counted here."
        )


def _leave(counter: SlideCounter, operator: str, left: int, failed: int) -> None:
    """End a session that has what was meant; else leave it so that more fields can be added."""
    session = counter.sessions.get(counter.session.id)
    if counter.complete:
        counter.session = counter.sessions.end(session.id, operator, "Counted as many cells as planned.")
    elif session.state is SessionState.COUNTING:
        reason = "Stopped." if left else f"{many(failed, 'picture')} failed." if failed else "All pictures are counted."
        counter.session = counter.sessions.pause(session.id, operator, reason)


def _show(paths: DataPaths, typed: str, terminal: Terminal) -> int:
    """Show sessions; this takes a log that can only be read, and writes nothing into one."""
    with open_history(paths, terminal) as history:
        sessions = Sessions(history)
        if typed:
            _tell(sessions, find_session(sessions, typed).id, read_catalog(paths), terminal)
            return 0
        found = sessions.sessions(-1)
    for each in found:
        terminal.result(_session_object(each), one_line(_session_text(each)))
    if not found:
        terminal.text("No session was begun yet.")
    return 0


def _tell(sessions: Sessions, session_id: str, catalog: Catalog, terminal: Terminal) -> None:
    slide = read_slide(sessions, session_id, catalog)
    session, tally = slide.session, slide.tally
    said = [
        *filter(None, [slide.elsewhere, signed_unseen(session)]),
        *within_errors(tally, session.by_signature),
        *_left(session, tally),
    ]
    counts = tally.as_json()
    counts["classes"] = [
        {**plain, **_errors_object(each)} for plain, each in zip(counts["classes"], tally.classes, strict=True)
    ]
    table = {**counts, "rejected": tally.rejected, "cautions": said}
    others = [f"    {line}" for line in beside_white(tally)]
    lines = [one_line(_session_text(session)), *map(_class_text, tally.classes), *others, *said]
    terminal.result({**_session_object(session), **table}, "\n".join(lines))


def _left(session: Session, tally: Tally) -> Iterator[str]:
    """Say what is to be done before the counts can be signed."""
    if tally.to_review:
        cells = "cell is" if tally.to_review == 1 else "cells are"
        yield f"{tally.to_review:,} uncertain {cells} not reviewed: nothing can be signed before."
    if 0 < tally.counted < tally.target:
        yield f"{session.so_far} counted: the intervals are wider than planned."


def _session_object(session: Session) -> dict[str, Any]:
    plan = session.plan
    return {
        "session": session.id,
        "sample": plan.sample,
        "state": session.exported_words,
        "begun": time_text(session.begun),
        "by": session.by,
        "model": plan.model_id,
        "model_version": plan.model_version,
        "target": plan.target,
        "counted": session.white,
        "cells": session.cells,
        "undecided": session.undecided,
        "confirmed_by_signature_alone": len(session.by_signature),
        "to_review": session.undecided_uncertain,
        "fields": len(session.fields),
    }


def _session_text(session: Session) -> str:
    plan = session.plan
    return (
        f"Session {session.id[:8]}, {session.begun:{_CLOCK}}, sample {plan.sample or '(none)'}, {session.words}: "
        f"{session.so_far} in {many(len(session.fields), 'field')}, "
        f"{session.undecided_uncertain:,} to review, named by {plan.model_id} {plan.model_version}"
    )


def _errors_object(count: ClassCount) -> dict[str, Any]:
    taken_out = None if count.corrected is None else asdict(count.corrected)
    return {"errors_taken_out": taken_out, "errors_alone": count.false_alone}


def _class_text(count: ClassCount) -> str:
    share = "" if count.share is None else f", {_in_words(count.share)}"
    taken_out = "" if count.corrected is None else f"; the model's errors taken out {_in_words(count.corrected)}"
    alone = "" if count.false_alone is None else f"; these alone would give {percent(count.false_alone)}"
    return f"    {count.name}: {count.count:,}{share}{taken_out}{alone}"


def _in_words(share: Share) -> str:
    return f"{percent(share.value)} ({interval(share)})"


def _field_of(counted: CountedField) -> SessionField:
    """Return what the session has of a field; another program may have counted one after it."""
    sha256 = counted.analysis.frame.sha256
    return next(each for each in counted.session.fields if each.picture_sha256 == sha256)


def _field_object(counted: CountedField) -> dict[str, Any]:
    field = _field_of(counted)
    return {
        "file": counted.analysis.frame.source,
        "sha256": field.picture_sha256,
        "session": counted.session.id,
        "field": field.number,
        "new": field.cells,
        "seen_before": field.seen_before,
        "cut": field.cut,
        "counted": counted.session.white,
        "record_ids": [*counted.numbers],
        "remarks": by_code(counted.analysis.remarks),
    }


def _field_text(counted: CountedField) -> str:
    field = _field_of(counted)
    again = f", {field.seen_before} seen before" if field.seen_before else ""
    cut = f", {field.cut} cut by an edge" if field.cut else ""
    line = f"{counted.analysis.frame.source}: {many(field.cells, 'new cell')}{again}{cut}"
    return "\n".join([one_line(line), *(f"    {remark.sentence}" for remark in counted.analysis.remarks)])
