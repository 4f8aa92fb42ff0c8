"""A picture of counts that leaves the program: a file as complete, and as surely an event, as any other export."""

from __future__ import annotations

import hashlib
from pathlib import Path

from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.exporter import refuse_the_log_itself, refuse_what_is_no_file, told_of
from leukdesk.history.exporting.placing import passage, placed, sync_file
from leukdesk.history.exporting.privacy import Curtain, Privacy
from leukdesk.history.searching.search import Filter
from leukdesk.history.store import History


def save_drawing(
    history: History, content: bytes, target: Path, wanted: Filter, records: int, *, identified: bool, actor: str = ""
) -> None:
    """Write a drawing of the records that a filter lets through, and note that it was; an earlier file is replaced.

    Raises
    ------
    ExportError, DiskFullError, HistoryError
        An earlier file is as it was.
    """
    refuse_the_log_itself(history, target)
    refuse_what_is_no_file(target)
    new = {
        "format": "charts",
        "records": records,
        "filter": Curtain(Privacy(identified=True), None).filter(wanted),
        "identified": identified,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    with told_of(target), passage(target) as folder:
        made = folder / "content"
        made.write_bytes(content)
        sync_file(made)
        with placed([(made, target)], folder):
            history.note(NewEvent(Kind.EXPORTED, actor, str(target), new=new))
