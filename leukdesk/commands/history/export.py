"""``leukdesk history export``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path, PurePath

from leukdesk import INTENDED_USE
from leukdesk.commands.asking import actor, administrator
from leukdesk.commands.history.filtering import filter_of, typed
from leukdesk.commands.history.opening import open_history
from leukdesk.counting import many
from leukdesk.history.exporting.errors import ExportCancelledError, ExportError
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.formats import IDS, find, id_by_suffix
from leukdesk.history.exporting.outbox import (
    Handover,
    When,
    begin,
    choice,
    deliver,
    is_chosen_identified,
    is_known,
)
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.people.operators import Operators
from leukdesk.history.searching.search import Filter
from leukdesk.paths import DataPaths
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible

LEFT_SOMETHING_OUT = 1
"""Exit status where all but some records, pictures or texts were written; the remarks say which."""


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Write records to a file or a folder."""
    if (options.file is None) == (options.watch_folder is None):
        options.wrong("name either a FILE or a --watch-folder")
    wanted = filter_of(options, " ".join(filter(None, [typed(options.words), options.filter])))
    if options.watch_folder is not None:
        if wanted != Filter():
            options.wrong("a --watch-folder gets whatever is decided; which records cannot be said")
        if options.replace:
            options.wrong("--replace goes with a FILE; nothing in a --watch-folder is written over")
        return _hand_over(options, paths, terminal)
    format_id: str = options.format or id_by_suffix(options.file) or options.wrong(_unknown(options.file))
    privacy = privacy_of(options)
    keep_what_is_there(options.file, replace=options.replace)
    with interruptible() as cancelled, open_history(paths, terminal) as history:
        operator = actor(Operators(history), options.operator)
        try:
            done = export(
                history,
                wanted,
                find(format_id),
                options.file,
                privacy=privacy,
                progress=lambda done, total: terminal.progress(f"{done} of {total}"),
                cancelled=cancelled,
                actor=operator,
            )
        except ExportCancelledError as stopped:
            terminal.tell(str(stopped))
            return INTERRUPTED
        terminal.done()
    for remark in done.remarks:
        terminal.tell(remark)
    values = {
        "file": str(done.target),
        "records": done.count,
        "format": format_id,
        "identified": privacy.identified,
        "manifest": str(done.manifest),
        "manifest_sha256": done.manifest_sha256,
        "sessions": None if done.sessions is None else str(done.sessions),
        "remarks": list(done.remarks),
    }
    said = f"{many(done.count, 'record')} written to {done.target}. {privacy.sentence} {INTENDED_USE}"
    terminal.result(values, said)
    return LEFT_SOMETHING_OUT if done.remarks else 0


def _hand_over(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Hand over what waits, and end; called again and again by whoever wants it to go on.

    Choosing the folder, and that it gets sample codes and names, is an administrator's.
    """
    folder, privacy = options.watch_folder, privacy_of(options)
    handover = Handover(folder, find(options.format or "json"), When(options.when), privacy)
    with interruptible() as cancelled, open_history(paths, terminal) as history:
        chooses = options.begin or not is_known(history, folder)
        if chooses or (privacy.identified and not is_chosen_identified(history, folder)):
            operator, earlier = administrator(Operators(history), options.operator), options.begin == "earlier"
            begin(history, folder, earlier=earlier, chosen=choice(handover, operator, earlier=earlier))
        else:
            operator = actor(Operators(history), options.operator)
        skipped: list[str] = []

        def tell(sentence: str) -> None:
            terminal.tell(sentence)
            skipped.append(sentence)

        count = deliver(history, handover, cancelled=cancelled, actor=operator, skipped=tell)
        values = {"folder": str(folder), "files": count, "identified": privacy.identified, "remarks": skipped}
        terminal.result(values, f"{many(count, 'file')} handed over to {folder}. {privacy.sentence} {INTENDED_USE}")
        return INTERRUPTED if cancelled() else LEFT_SOMETHING_OUT if skipped else 0


def keep_what_is_there(path: Path, *, replace: bool) -> None:
    """Refuse to write over a file, as the window does without a yes.

    Raises
    ------
    ExportError
    """
    if not replace and os.path.lexists(path) and not os.path.isdir(path):  # noqa: PTH112 (a Path of any text may raise)
        raise ExportError(path, "a file of this name is there already", "Choose another name, or add --replace.")


def privacy_of(options: argparse.Namespace) -> Privacy:
    """Return what the options allow to be told."""
    return Privacy(options.identified, options.keep_operators, options.keep_reasons)


def _unknown(path: PurePath) -> str:
    return f"the ending of {path.name!r} names no format; say which with --format ({', '.join(IDS)})"
