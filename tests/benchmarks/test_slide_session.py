"""A session of 200 cells on the virtual slide, hands-free, by a finder and a model made for rendered cells."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.stage import Script, Stop
from leukdesk.differential.slide_counter import SlideCounter, begin
from leukdesk.differential.tally import share_of
from leukdesk.history.records import Record
from leukdesk.imaging.frame import Frame, KnownCell
from leukdesk.imaging.optics import Optics
from leukdesk.paths import DataPaths
from leukdesk.station import Station
from leukdesk.watching.eye import Eye
from leukdesk.watching.orders import Orders
from leukdesk.watching.sensitivity import NORMAL

from .rendered_cells import CLASSES, NO_CELLS, SIZE, class_of, train, write_set

pytestmark = pytest.mark.train
TARGET = 200
SEEDS = range(1, 31)
LONGEST = 180.0  # seconds of the simulated stage
FPS = 5.0
STEP = (86.0, 65.0)  # micrometres from field to field: they overlap by a fifth each way, less as often as more
ROWS = 12


@dataclass(frozen=True)
class Session:
    """How one went.

    Attributes
    ----------
    seconds : float
        Of the stage's own time.
    counts : counter
        By class.
    twice, false : int
        Cells counted in two fields, and counted where none was drawn.
    sure : dict of class to bool
        Whether the interval of its share holds that of the whole slide.
    """

    seconds: float
    counted: int
    counts: Counter[str]
    right: int
    twice: int
    false: int
    sure: dict[str, bool]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that was trained on cells of other slides; LEUKDESK_RENDERED_MODEL names one that is there already."""
    if there := os.environ.get("LEUKDESK_RENDERED_MODEL"):
        return Path(there)
    folder = tmp_path_factory.mktemp("rendered")
    (folder / "set").mkdir()
    write_set(folder / "set", range(201, 211))
    return train(folder / "set", folder / "out")


def meander(rng: np.random.Generator) -> Script:
    """Go to and fro over a part of the slide, as a hand does: never quite by the same step."""
    left, top = rng.uniform(200, 1400, 2)
    stops = []
    for row in range(ROWS):
        for column in range(10):
            across = column if row % 2 == 0 else 9 - column
            x, y = left + across * STEP[0] + rng.uniform(-6, 6), top + row * STEP[1] + rng.uniform(-6, 6)
            stops.append(Stop(float(x), float(y), 0.0, 1.3))
    return Script(stops, 0.6)


def frames(seed: int) -> Iterator[tuple[float, Frame, tuple[KnownCell, ...], tuple[float, float], float]]:
    """Yield what the camera sees, when, what is in it, where its middle is, and micrometres a pixel."""
    script = meander(np.random.default_rng(seed))
    source = VirtualMicroscope(seed, size=SIZE, pace=False, fps=FPS, script=script)
    source.open()
    try:
        for number in range(int(LONGEST * FPS)):
            pixels = source.read()
            assert pixels is not None
            place, scale = source.position, source.micrometres_per_pixel
            optics = Optics("virtual", "100× oil", scale)
            yield number / FPS, Frame(pixels, source.name, optics=optics), source.truth, (place.x, place.y), scale
    finally:
        source.close()


def run(seed: int, station: Station, model: str) -> Session:
    eye, counter = (
        Eye(station),
        begin(station, model, sample=f"S-{seed}", operator="Ann", target=TARGET, source="virtual microscope"),
    )
    drawn: dict[int, tuple[str, float, float]] = {}
    for at, frame, truth, (x, y), scale in frames(seed):
        verdict = eye.look(frame, Orders(hands_free=NORMAL), at).verdict
        if verdict is not None and verdict.capture:
            counted = counter.add(frame, hands_free=True)
            for record in counted.records:
                if record is not None and (known := drawn_at(record, truth)) is not None:
                    middle = (known.x - SIZE[0] / 2) * scale + x, (known.y - SIZE[1] / 2) * scale + y
                    drawn[record.id] = (known.kind, *middle)
        if counter.complete:
            break
    return judged(counter, seed, at, drawn)


def drawn_at(record: Record, truth: tuple[KnownCell, ...]) -> KnownCell | None:
    box = record.region
    assert box is not None
    inside = [
        each
        for each in truth
        if each.kind not in (*NO_CELLS, "red cell")
        and box.x < each.x < box.x + box.width
        and box.y < each.y < box.y + box.height
    ]
    return min(inside, key=lambda each: abs(each.x - box.x - box.width / 2), default=None)


def judged(counter: SlideCounter, seed: int, seconds: float, drawn: dict[int, tuple[str, float, float]]) -> Session:
    cells = counter.sessions.cells(counter.session.id)
    places: list[tuple[float, float]] = []
    twice = 0
    for _, x, y in drawn.values():
        twice += any(abs(x - u) < 1 and abs(y - v) < 1 for u, v in places)
        places.append((x, y))
    slide = VirtualMicroscope(seed, size=SIZE, pace=False)
    slide.open()
    truth = Counter(class_of(each.kind) for each in slide.cells if each.kind not in NO_CELLS)
    slide.close()
    counts = Counter(each.label for each in cells)
    sure = {}
    for name in CLASSES:
        share = share_of(counts[name], len(cells))
        assert share is not None
        sure[name] = share.low <= truth[name] / truth.total() <= share.high
    right = sum(class_of(drawn[each.id][0]) == each.label for each in cells if each.id in drawn)
    return Session(seconds, len(cells), counts, right, twice, len(cells) - len(drawn), sure)


def test_sessions_of_200_cells_on_30_slides(package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = DataPaths(tmp_path / "data")
    paths.create()
    paths.models.mkdir(parents=True, exist_ok=True)
    (paths.models / package.name).symlink_to(package)
    sessions = []
    with Station.open(paths) as station:
        for seed in SEEDS:
            sessions.append(run(seed, station, package.name))
            with capsys.disabled():
                each = sessions[-1]
                print(
                    f"slide {seed}: {each.counted} cells in {each.seconds:.0f} s of the stage, {each.twice} twice, "
                    f"{each.false} false, {each.right / max(each.counted, 1):.3f} named right, "
                    f"not held: {[name for name, held in each.sure.items() if not held]}"
                )
    held = {name: sum(each.sure[name] for each in sessions) / len(sessions) for name in CLASSES}
    with capsys.disabled():
        print(f"slides whose share an interval holds: {held}")
    assert all(each.counted >= TARGET and each.seconds < LONGEST for each in sessions)
    assert sum(each.twice for each in sessions) == 0
    assert min(held.values()) >= 0.9
