"""A slide is gone through by a script: exactly the good, new fields are captured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.stage import script_over
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.optics import Optics
from leukdesk.paths import DataPaths
from leukdesk.station import Station
from leukdesk.watching.eye import Eye
from leukdesk.watching.orders import Orders
from leukdesk.watching.sensitivity import NORMAL

SIZE = (640, 480)
FPS = 30.0
LOOKS = 3  # one frame of so many is looked at: ten a second
BLURRED = {2, 5, 11, 12, 17, 23, 28}
REPEATED = {7: 3, 8: 1, 14: 0, 20: 19, 26: 10, 29: 27}


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with Station.open(DataPaths(tmp_path / "data")) as opened:
        yield opened


@pytest.mark.parametrize("seed", [1, 2])
def test_of_thirty_fields_the_good_and_new_ones_are_captured(station: Station, seed: int) -> None:
    slide = VirtualMicroscope(seed, size=SIZE, pace=False)
    slide.open({})
    script = script_over(slide.cells, 30, blurred=BLURRED, repeated=REPEATED, rest=1.6)
    slide.close()
    source = VirtualMicroscope(seed, size=SIZE, fps=FPS, script=script, pace=False)
    source.open({})
    eye, orders = Eye(station), Orders(hands_free=NORMAL)
    captured: list[int] = []
    for number in range(round(script.seconds * FPS)):
        pixels = source.read()
        if number % LOOKS:
            continue
        frame = Frame(pixels, source.name, optics=Optics(source.key, "100× oil"))
        verdict = eye.look(frame, orders, number / FPS).verdict
        if verdict is not None and verdict.capture:
            assert source.position.stop is not None, f"captured on the way at {number / FPS:.1f} s"
            captured.append(source.position.stop)
    source.close()
    assert captured == [stop for stop in range(30) if stop not in BLURRED and stop not in REPEATED]
