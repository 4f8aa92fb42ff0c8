"""Writes records to a file or a folder; the worker goes on classifying meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leukdesk.counting import many
from leukdesk.gui.history.jobs import Jobs, Task, Told
from leukdesk.gui.history.long_job import Cancelled
from leukdesk.history.progress import Progress

if TYPE_CHECKING:
    from leukdesk.gui.history.export_dialog import Wanted
    from leukdesk.history.exporting.exporter import Exported
    from leukdesk.history.store import History


def begin_export(jobs: Jobs, history: History, wanted: Wanted, actor: str) -> None:
    """Write what is wanted; ``actor`` is who wants it, for the log."""
    path = wanted.target

    def work(progress: Progress, cancelled: Cancelled) -> Exported:
        from leukdesk.history.exporting.exporter import export
        from leukdesk.history.exporting.formats import find

        return export(
            history,
            wanted.selection,
            find(wanted.format_id),
            path,
            privacy=wanted.privacy,
            progress=lambda done, total: progress(f"Exporting records to {path}", done, total),
            cancelled=cancelled,
            actor=actor,
        )

    def done(exported: Exported) -> Told:
        return Told(f"Exported {many(exported.count, 'record')} to {path}.", exported.remarks)

    lost = "The history is still being exported. Nothing is written then."
    jobs.start(Task("export", f"Exporting to {path}", lost), work, done)
