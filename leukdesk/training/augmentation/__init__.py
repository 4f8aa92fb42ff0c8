"""Random changes of training pictures, by name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from leukdesk.training.augmentation import cells, stations, strong, studies

Augmentation = Callable[[NDArray[np.uint8], int, np.random.Generator], NDArray[np.uint8]]
"""A picture, uint8 (H, W, 3) RGB, a side and a generator to a variant, uint8 (side, side, 3) RGB."""

AUGMENTATIONS: dict[str, Augmentation] = {
    "strong": strong.augment,
    "stations": stations.augment,
    "cells": cells.augment,
    "none": studies.none,
    "seven_networks": studies.seven_networks,
    "lenet_lld": studies.lenet_lld,
    "all_hem": studies.all_hem,
    "all_stage": studies.all_stage,
}
