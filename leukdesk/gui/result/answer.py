"""What the right-hand side shows for one picture: fresh from a model, or read back from the log."""

from __future__ import annotations

from dataclasses import dataclass

from leukdesk.inference.prediction import ClassProbability, in_figures, in_words
from leukdesk.language import tr


@dataclass(frozen=True)
class Answer:
    """A result, ready to be shown beside the frame with id ``frame_id``.

    Attributes
    ----------
    below : float, optional
        The model calls its answer uncertain below this probability; None when the model that answered (its very
        version) is not at hand any more.
    model : str
        Title and version of the model, for a person.
    aside : str
        Where the result is kept, in one line ("Row 12, ...", "Not saved.").
    record_id : int, optional
        Of its row; None where it was not saved.
    stands : str
        What was decided of it, in a sentence; empty before.
    """

    frame_id: str
    classes: tuple[ClassProbability, ...]
    uncertain: bool
    below: float | None
    model: str
    aside: str = ""
    record_id: int | None = None
    stands: str = ""

    @property
    def top(self) -> ClassProbability:
        """The most probable class."""
        return max(self.classes, key=lambda c: c.probability)

    @property
    def sentence(self) -> str:
        """The result in one plain sentence."""
        top = self.top
        return in_words(top.name, top.probability, uncertain=self.uncertain)

    @property
    def suggestion(self) -> str:
        """The result in a few words, to stand beside what was decided."""
        top = self.top
        words = tr("Suggested: {name} {probability}")
        if self.uncertain:
            words = tr("Suggested: {name} {probability}, uncertain")
        return words.format(name=top.name, probability=in_figures(top.probability, 2))
