"""A model package: one folder with a card and the graph that the card describes."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from leukdesk.errors import LeukdeskError
from leukdesk.inference.card import ModelCard, read_card
from leukdesk.language import tr
from leukdesk.paths import bundled_models

CARD_NAME = "card.toml"
MODEL_NAME = "model.tflite"
MODEL_LIMIT = 1024**3
FILE_SUFFIX = ".leukmodel"
"""Of a package that is one file (:mod:`leukdesk.inference.stick`)."""


class ModelLoadError(LeukdeskError):
    """A model cannot be used: it is not what its card says, or the runtime does not take it."""

    code = "model-load"


@dataclass(frozen=True)
class ModelPackage:
    """A package whose card is in order.

    Attributes
    ----------
    folder : Path
    card : ModelCard
    instead : ModelPackage, optional
        The program's own one of the same id, whose place this one takes.
    """

    folder: Path
    card: ModelCard
    instead: ModelPackage | None = None

    @property
    def id(self) -> str:
        """The model's id."""
        return self.card.id

    @property
    def bundled(self) -> bool:
        """Whether it came with the program; else it is the user's own."""
        return self.folder.parent == bundled_models()

    @property
    def model_file(self) -> Path:
        """The graph's file."""
        return self.folder / MODEL_NAME

    def check_file(self) -> None:
        """See whether the graph's file can be read, without reading it.

        Raises
        ------
        ModelLoadError
            It is not there, or is too large.
        """
        try:
            with self.model_file.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
        except OSError as problem:
            raise self._unreadable(problem) from problem
        if size > MODEL_LIMIT:
            words = tr("The model file {file} has {size:.0f} MiB; at most {most} MiB are read.")
            raise ModelLoadError(words.format(file=self.model_file, size=size / 1024**2, most=MODEL_LIMIT // 1024**2))

    def read_model(self) -> bytes:
        """Read the graph's file and check it against the card.

        The bytes returned are the bytes that were hashed, so a file that is exchanged later is never run.

        Raises
        ------
        ModelLoadError
            It cannot be read, is too large, or its hash differs from the card's.
        """
        self.check_file()
        try:
            content = self.model_file.read_bytes()
        except OSError as problem:
            raise self._unreadable(problem) from problem
        found = hashlib.sha256(content).hexdigest()
        if found != self.card.sha256:
            words = tr(
                "The model file {file} is not the one that its card describes: its SHA-256 is {found}, "
                "and the card says {promised}. Install the model package again."
            )
            raise ModelLoadError(words.format(file=self.model_file, found=found, promised=self.card.sha256))
        return content

    def _unreadable(self, problem: OSError) -> ModelLoadError:
        words = tr("The model file {file} cannot be read: {reason}. Install it again.")
        return ModelLoadError(words.format(file=self.model_file, reason=problem.strerror or problem))


@dataclass(frozen=True)
class RefusedPackage:
    """A folder that was meant to be a package and is not run; ``id`` is the folder's name where no card tells it."""

    folder: Path
    id: str
    reason: str


def read_package(folder: Path, card_sha256: str = "") -> ModelPackage:
    """Read a package's card, which is that with a certain hash where one is given.

    Raises
    ------
    CardError
    """
    return ModelPackage(folder, read_card(folder / CARD_NAME, card_sha256))
