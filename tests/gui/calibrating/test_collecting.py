"""Which frames are collected."""

import numpy as np

from leukdesk.gui.calibrating.collecting import Collector
from leukdesk.imaging.frame import Frame

from .conftest import light, with_cells


def test_a_collector_takes_each_frame_once_and_fields_only_at_rest():
    random = np.random.default_rng(0)

    def shot(scene):
        return Frame(np.clip(scene + random.normal(0, 2, scene.shape), 0, 255).astype(np.uint8), "test")

    plain = Collector(different=False)
    first = shot(light())
    assert [plain.offer(first), plain.offer(first), plain.offer(shot(light()))] == [True, False, True]
    fields = Collector(different=True)
    taken = [fields.offer(shot(with_cells(seed))) for seed in (1, 1, 1, 2, 3, 3, 1, 1)]
    assert taken == [False, True, False, False, False, True, False, False]
