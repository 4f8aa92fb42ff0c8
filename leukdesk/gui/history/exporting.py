"""Writes records to a file or a folder; the worker goes on classifying meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leukdesk.counting import many
from leukdesk.gui.history.jobs import Jobs, Task, Told
from leukdesk.gui.history.long_job import Cancelled
from leukdesk.history.progress import Progress
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.gui.history.export_dialog import Wanted
    from leukdesk.history.exporting.exporter import Exported
    from leukdesk.history.store import History


def begin_export(jobs: Jobs, history: History, wanted: Wanted, actor: str) -> None:
    """Write what is wanted; ``actor`` is who wants it, for the log."""
    path = wanted.target
    doing = tr("Exporting records to {path}").format(path=path)

    def work(progress: Progress, cancelled: Cancelled) -> Exported:
        from leukdesk.history.exporting.exporter import export
        from leukdesk.history.exporting.formats import find

        return export(
            history,
            wanted.selection,
            find(wanted.format_id),
            path,
            privacy=wanted.privacy,
            progress=lambda done, total: progress(doing, done, total),
            cancelled=cancelled,
            actor=actor,
        )

    def done(exported: Exported) -> Told:
        sentence = tr("Exported {records} to {path}.").format(records=many(exported.count, "record"), path=path)
        return Told(sentence, exported.remarks)

    lost = tr("The history is still being exported. Nothing is written then.")
    jobs.start(Task("export", tr("Exporting to {path}").format(path=path), lost), work, done)
