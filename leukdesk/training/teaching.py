"""A model package as the teacher of another network (distillation)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.resizing import squeeze
from leukdesk.inference.package import ModelPackage
from leukdesk.training.data.dataset import Dataset
from leukdesk.training.data.errors import LeakError
from leukdesk.training.data.pictures import Pictures
from leukdesk.training.exporting import predict_litert
from leukdesk.training.packages import PackageError, seen_by, unseen


@dataclass(frozen=True)
class PackageTeacher:
    """Answers for training pictures as a package does.

    Attributes
    ----------
    graph : bytes
    side : int
        Of the graph's square input.
    """

    graph: bytes
    side: int

    def __call__(self, pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Probabilities, (N, C), of pictures, uint8 (N, S, S, 3) RGB of any side."""
        return predict_litert(self.graph, np.stack([squeeze(each, self.side, self.side) for each in pixels]))


def teacher_from(
    package: ModelPackage, pictures: Pictures, dataset: Dataset, held: NDArray[np.int64]
) -> PackageTeacher:
    """Make a teacher of a package.

    Parameters
    ----------
    pictures, dataset : Pictures, Dataset
        What the pupil is trained on; of the data set the classes and groups count.
    held : array, int
        Indices of the pictures that it is to be measured on.

    Raises
    ------
    PackageError
        It tells other classes apart, or does not say what it was trained on.
    LeakError
        It was trained on pictures that the pupil is to be measured on, or on others like them.
    """
    if package.card.class_ids != dataset.classes:
        raise PackageError(
            f"{package.id} cannot teach here: it tells {', '.join(package.card.class_ids)} apart, and the data set has"
            f" {', '.join(dataset.classes)}"
        )
    seen = seen_by(package)
    if not seen.is_known():
        raise PackageError(f"{package.id} cannot teach: it does not say which pictures it was trained on")
    if len(known := np.setdiff1d(held, unseen(seen, pictures, dataset))):
        raise LeakError(
            f"{package.id} was trained on {len(known)} of the {len(held)} pictures that its pupil is to be measured on,"
            " or on near copies or others of their groups: train both with the same --seed and --group-by"
        )
    return PackageTeacher(package.read_model(), package.card.input_side)
