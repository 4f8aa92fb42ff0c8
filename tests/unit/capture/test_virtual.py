from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leukdesk.capture.devices import open_source
from leukdesk.capture.grabber import Grabber
from leukdesk.capture.mailbox import Mailbox
from leukdesk.capture.virtual.cells import CHROMATIN, GRANULES, HAEMOGLOBIN, KINDS, Pen, red_cell
from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.optics import MARK_CORNER, Optics
from leukdesk.capture.virtual.samples import SAMPLES, main, render_sample
from leukdesk.capture.virtual.slide import MARGIN, ROOM, Ground, render_slide
from leukdesk.capture.virtual.stage import MOVE_SECONDS, REST_SECONDS, Tour
from leukdesk.capture.virtual.style import STYLES
from leukdesk.imaging.frame import Frame

SMALL = (320, 240)
SAMPLE_FOLDER = Path(__file__).parents[3] / "resources" / "samples"


def microscope(seed: int = 3, **options) -> VirtualMicroscope:
    made = VirtualMicroscope(seed, size=SMALL, **options)
    made.open()
    return made


def test_the_same_seed_and_frame_number_give_the_same_pixels() -> None:
    first, second, other = microscope(), microscope(), microscope(seed=4)
    frames = [first.read() for _ in range(4)]
    assert np.array_equal(frames[3], second.render(3))
    assert not np.array_equal(frames[3], other.render(3))


def test_frames_are_rgb_of_the_size_asked_for_and_never_repeat() -> None:
    source = open_source("virtual:seed=5,size=320x240,fps=15,style=pre")
    assert source.read() is None, "not open yet"
    source.open()
    assert source.nominal_fps == 15
    seen = set()
    for _ in range(20):
        frame = source.read()
        assert frame is not None
        assert (frame.shape, frame.dtype) == ((240, 320, 3), np.uint8)
        assert frame.flags.owndata
        seen.add(frame[::16, ::16].tobytes())
    assert len(seen) == 20, "noise makes every frame new, at rest too"
    source.close()
    assert source.read() is None


def test_the_stage_rests_moves_smoothly_and_comes_round() -> None:
    stops = np.array([[10.0, 10.0], [390.0, 10.0], [200.0, 280.0], [60.0, 150.0]])
    tour = Tour(stops, (400, 300))
    leg = REST_SECONDS + MOVE_SECONDS
    assert [tour.at(s).between for s in (0, 0.5, REST_SECONDS - 0.01)] == [0, 0, 0]
    assert tour.at(REST_SECONDS + MOVE_SECONDS / 2).between == pytest.approx(0.5)
    second = tour.at(leg)
    assert (second.x, second.y) == (390, 10), "the shortest way leads over the edge"
    places = np.array([(p.x, p.y) for p in (tour.at(n / 30) for n in range(int(30 * 4 * leg) + 2))])
    steps = np.abs(np.diff(places, axis=0))
    steps = np.minimum(steps, np.array([400, 300]) - steps)
    assert steps.max() < 8
    assert tour.at(4 * leg) == tour.at(0)


@pytest.mark.parametrize("scale", [2.0, 4.2, 12.0])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_cell_can_be_drawn_at_every_scale(kind: str, scale: float) -> None:
    pen = Pen(np.random.default_rng(1), scale)
    for _ in range(5):
        sprite = KINDS[kind](pen, 6.0)
        assert sprite.shape[0] == sprite.shape[1] < 2 * MARGIN * scale
        assert sprite[..., CHROMATIN].max() > 20
        edge = np.concatenate([sprite[0], sprite[-1], sprite[:, 0], sprite[:, -1]])
        assert edge.mean() < 8, "nothing much is cut off"
        assert (sprite[..., GRANULES].max() > 50) == (kind == "eosinophil")


def test_a_red_cell_is_pale_in_the_middle() -> None:
    pen = Pen(np.random.default_rng(1), 12)
    for _ in range(10):
        disc = red_cell(pen, 7.4, 0.9)[..., HAEMOGLOBIN].astype(float)
        middle = disc.shape[0] // 2
        assert disc[middle - 3 : middle + 4, middle - 3 : middle + 4].mean() < 0.9 * np.percentile(disc, 95)


@pytest.mark.parametrize("style", STYLES)
def test_a_slide_has_its_cells_apart_and_no_seam(style: str) -> None:
    slide = render_slide(STYLES[style], np.random.default_rng(2), 900, 700, 6.0)
    assert slide.pixels.shape == (700, 900, 3)
    kinds = {cell.kind for cell in slide.cells}
    assert "blast" in kinds
    assert kinds <= set(STYLES[style].white_cells)
    for i, one in enumerate(slide.cells):
        for two in slide.cells[:i]:
            assert np.hypot(one.x - two.x, one.y - two.y) > 0.9 * (ROOM[one.kind] + ROOM[two.kind])
    grey = slide.pixels.astype(float).mean(2)
    inside = np.abs(np.diff(grey, axis=1)).mean()
    assert np.abs(grey[:, 0] - grey[:, -1]).mean() < 3 * inside
    assert np.abs(grey[0] - grey[-1]).mean() < 3 * inside


points = st.tuples(st.floats(-50, 150), st.floats(-50, 150), st.floats(0.5, 5))


@settings(max_examples=60, deadline=None)
@given(st.lists(points, max_size=12), points)
def test_ground_is_free_where_nothing_is_near_over_the_edges_too(taken, asked) -> None:
    size = (100.0, 80.0)
    ground = Ground(size, 10.0)
    for point in taken:
        ground.take(*point)
    x, y, room = asked

    def near(x2: float, y2: float, room2: float) -> bool:
        dx, dy = abs(x - x2) % size[0], abs(y - y2) % size[1]
        return bool(np.hypot(min(dx, size[0] - dx), min(dy, size[1] - dy)) < room + room2)

    assert ground.is_free(*asked) == (not any(near(*point) for point in taken))


@pytest.mark.parametrize("size", [(1280, 960), (416, 312), (224, 224), (64, 64)])
def test_the_mark_stays_inside_the_corner_that_models_mask(size: tuple[int, int]) -> None:
    style = STYLES["smear"]
    scene = np.full((size[1], size[0], 3), 240, np.uint8)
    optics = Optics(style, np.random.default_rng(0), size, noise=0)
    marked = optics.picture(scene, 0, 1.0, 0).astype(int)
    optics._mark[:] = 255
    changed = np.argwhere((marked != optics.picture(scene, 0, 1.0, 0)).any(2))
    assert len(changed)
    assert changed[:, 0].min() >= size[1] * (1 - MARK_CORNER[0])
    assert changed[:, 1].min() >= size[0] * (1 - MARK_CORNER[1])


def test_it_runs_live_in_a_grabber(wait_until) -> None:
    mailbox: Mailbox[Frame] = Mailbox()
    grabber = Grabber(lambda: open_source("virtual:size=320x240"), mailbox)
    grabber.start()
    frame = mailbox.get(10)
    assert frame is not None
    assert frame.source == "virtual microscope"
    wait_until(lambda: grabber.state.fps > 0)
    assert grabber.stop()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_in_the_project_is_what_the_script_renders(name: str) -> None:
    path = SAMPLE_FOLDER / f"{name}.png"
    assert path.stat().st_size < 150_000
    kept = cv2.imread(str(path))[..., ::-1].astype(int)
    # Other versions of OpenCV round and set type a little differently.
    assert np.abs(kept - render_sample(name)).mean() < 1.0, "run python -m leukdesk.capture.virtual.samples"


def test_the_script_writes_every_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["samples", str(tmp_path / "new")])
    main()
    assert sorted(path.stem for path in (tmp_path / "new").iterdir()) == sorted(SAMPLES)
