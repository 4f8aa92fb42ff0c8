"""Makes answers out of analyses and records, with the names that the models' cards give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leukdesk.gui.result.answer import Answer
from leukdesk.gui.review.words import headline
from leukdesk.history.records import Record
from leukdesk.inference.card import ModelCard
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.prediction import ClassProbability, Prediction
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.analysis import Analysis


class Answers:
    """Knows the station's cards, once they are read."""

    def __init__(self) -> None:
        self._cards: dict[tuple[str, str], ModelCard] = {}

    def learn(self, catalog: Catalog) -> None:
        """Take the names of classes from a catalog."""
        self._cards = {(card.id, card.sha256): card for card in catalog.known}

    def of_analysis(self, analysis: Analysis, frame_id: str) -> Answer:
        """Return a fresh result, as one about the frame that was shown when it was asked for.

        Raises
        ------
        ValueError
            The prediction is about another picture than the analysis says.
        """
        prediction = analysis.prediction
        if prediction.frame_id != analysis.frame.id:
            raise ValueError(f"prediction for frame {prediction.frame_id} came with frame {analysis.frame.id}")
        return self.of_cell(prediction, analysis.record, frame_id)

    def of_cell(self, prediction: Prediction, record: Record | None, frame_id: str) -> Answer:
        """Return what a model says of one cell of the frame that was shown when it was asked for."""
        card = self._cards.get((prediction.model_id, prediction.model_sha256))
        return Answer(
            frame_id,
            prediction.classes,
            prediction.uncertain,
            card.uncertain_below if card is not None else None,
            f"{prediction.model_id} {prediction.model_version}",
            _kept(record) if record is not None else tr("Not saved."),
            record.id if record is not None else None,
        )

    def of_live(self, prediction: Prediction, averaged: int) -> Answer:
        """Return what a model suggests of a live frame, alone or with the frames before it."""
        card = self._cards.get((prediction.model_id, prediction.model_sha256))
        model = f"{prediction.model_id} {prediction.model_version}"
        if averaged > 1:
            model = tr("Mean of {count} frames. {model}").format(count=averaged, model=model)
        return Answer(
            prediction.frame_id,
            prediction.classes,
            prediction.uncertain,
            card.uncertain_below if card is not None else None,
            model,
        )

    def of_record(self, record: Record, frame_id: str) -> Answer:
        """Return a stored result; classes have their names where the very model that answered is still here."""
        card = self._card_of(record)
        names = {record.label: record.label_name}
        names |= {c.id: c.name for c in card.classes} if card is not None else {}
        return Answer(
            frame_id,
            tuple(ClassProbability(key, names.get(key, key), p) for key, p in record.probabilities.items()),
            record.uncertain,
            card.uncertain_below if card is not None else None,
            f"{record.model_id} {record.model_version}",
            _kept(record),
            record.id,
            headline(record),
        )

    def _card_of(self, record: Record) -> ModelCard | None:
        return self._cards.get((record.model_id, record.model_sha256))


def local_time(record: Record) -> str:
    """Return when a result was reached, by this station's clock."""
    return record.time.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _kept(record: Record) -> str:
    said = [tr("Row {number}").format(number=record.id), local_time(record)]
    if record.sample:
        said.append(tr("sample {sample}").format(sample=record.sample))
    if record.operator:
        said.append(tr("by {name}").format(name=record.operator))
    if record.optics is not None and record.optics.objective:
        said.append(record.optics.objective)
    if record.hands_free:
        said.append(tr("captured by itself"))
    return f"{', '.join(said)}."
