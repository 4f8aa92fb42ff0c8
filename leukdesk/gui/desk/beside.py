"""A second model, of the other scope, that answers beside the first: a field's cells, and the field as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leukdesk.errors import LeukdeskError
from leukdesk.gui.desk.fields_shown import cells_of, kept_in_words, numbers_of
from leukdesk.gui.desk.shown import Entry, Shown
from leukdesk.gui.result.answers import Answers
from leukdesk.imaging.frame import Frame
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.analysis import Analysis
    from leukdesk.cell_records import LoggedField
    from leukdesk.imaging.cells import FieldCells
    from leukdesk.station import Station


@dataclass(frozen=True, eq=False)
class Beside:
    """What became of the second model's answer; it has records of its own, or ``problem`` says why there is none."""

    model_id: str
    result: Analysis | LoggedField | None
    problem: LeukdeskError | None = None

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of its records."""
        return () if self.result is None else numbers_of(self.result)

    @property
    def in_words(self) -> str:
        """Where it is kept."""
        if self.result is None:
            return ""
        kept = kept_in_words(self.result)
        return tr("Beside: {kept}").format(kept=f"{kept[:1].lower()}{kept[1:]}")

    @property
    def trouble(self) -> str:
        """Why there is no answer, in sentences; empty where there is one."""
        if self.problem is None:
            return ""
        said = tr("The model beside, {model}, gave no answer; that of the first model is logged. {problem}")
        return said.format(model=self.model_id, problem=self.problem)

    def put(self, shown: Shown, first: Shown, answers: Answers) -> Shown:
        """Return what is shown of the first model's answer with this one beside it.

        Parameters
        ----------
        first : Shown
            The picture before it was answered: its cells may have been found already.
        """
        from leukdesk.analysis import Analysis

        if self.result is None or shown.frame is None:
            return shown
        if isinstance(self.result, Analysis):
            return replace(shown, whole=answers.of_analysis(self.result, shown.frame.id))
        cells = cells_of(self.result, first.cells, answers, shown.frame.id)
        return replace(shown, cells=cells.selecting(None), whole=shown.answer)


def ask_beside(
    station: Station, entry: Entry, frame: Frame, found: FieldCells | None, first: Analysis | LoggedField
) -> Beside | None:
    """Have the second model classify and log the same picture; None where there is none, or nothing for it to say.

    Parameters
    ----------
    found : FieldCells, optional
        The cells, where they are known.
    first : Analysis or LoggedField
        What the first model said: a picture of one cell alone is no field.
    """
    # Here, on the worker: it loads what the window does not wait for.
    from leukdesk.analysis import Analysis

    package = entry.beside
    if package is None or (entry.of_cells and isinstance(first, Analysis)):
        return None
    try:
        if entry.of_cells:
            result: Analysis | LoggedField = station.analyse(
                frame, package.id, sample=entry.sample, operator=entry.operator
            )
        else:
            from leukdesk.cell_records import analyse_cells

            result = analyse_cells(
                station, frame, package.id, found=found, sample=entry.sample, operator=entry.operator
            )
    except LeukdeskError as problem:
        return Beside(package.id, None, problem)
    return Beside(package.id, result)
