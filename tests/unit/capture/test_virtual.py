"""The virtual microscope as an instrument: its controls, its faults, its paths, and the truth that it tells."""

import threading
from collections.abc import Callable, Iterator
from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leukdesk.capture.controls import Value
from leukdesk.capture.devices import open_source
from leukdesk.capture.source import SourceLostError, SourceNotFoundError
from leukdesk.capture.virtual import knobs
from leukdesk.capture.virtual.cells.kinds import KINDS, PLATELET, RED_CELL
from leukdesk.capture.virtual.layout import SIDE
from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.named import named_in
from leukdesk.capture.virtual.objectives import FIELD_WIDTH, OBJECTIVES
from leukdesk.capture.virtual.optics import MARK_CORNER, Optics, warmed
from leukdesk.capture.virtual.stage import TOP_SPEED, Hand, Script, Stop, Tour, script_over
from leukdesk.capture.virtual.style import STYLES

SMALL = (320, 240)
Opened = Callable[..., VirtualMicroscope]
HAND: dict[str, Value] = {knobs.DRIVE: knobs.BY_HAND, knobs.NOISE: 0.0}


@pytest.fixture
def microscope() -> Iterator[Opened]:
    """Opens microscopes that do not wait between frames."""
    made = []

    def opened(wanted: dict[str, Value] | None = None, seed: int = 3, **options) -> VirtualMicroscope:
        source = VirtualMicroscope(seed, size=options.pop("size", SMALL), pace=options.pop("pace", False), **options)
        made.append(source)
        source.open(HAND if wanted is None else wanted)
        return source

    yield opened
    for source in made:
        source.close()


def seen(source: VirtualMicroscope, **changes: Value) -> np.ndarray:
    """Set controls, by ids with underscores, and return the next frame in whole numbers that may be subtracted."""
    for name, value in changes.items():
        source.change(name.replace("_", "-"), value)
    frame = source.read()
    assert frame is not None
    return frame.astype(int)


def settle(source: VirtualMicroscope) -> np.ndarray:
    """Read until the stage rests where it is wanted."""
    source.read()
    for _ in range(5000):
        frame = source.read()
        here = source.position
        if (here.speed_x, here.speed_y) == (0, 0):
            return np.asarray(frame).astype(int)
    raise AssertionError("the stage never comes to rest")


def value(source: VirtualMicroscope, control_id: str) -> Value:
    return next(control.value for control in source.controls if control.id == control_id)


def sharpness(frame: np.ndarray) -> float:
    grey = frame.mean(2)[: frame.shape[0] * 7 // 8]  # without the mark
    return float((np.diff(grey, axis=1)[:-1] ** 2 + np.diff(grey, axis=0)[:, :-1] ** 2).mean())


def background(frame: np.ndarray) -> np.ndarray:
    return np.percentile(frame.reshape(-1, 3), 85, axis=0)


# The same again.


def test_the_same_seed_gives_the_same_frames_and_another_seed_others(microscope: Opened) -> None:
    first, second, other = microscope({}), microscope({}), microscope({}, seed=4)
    for _ in range(4):
        one, same, different = first.read(), second.read(), other.read()
        assert np.array_equal(one, same)
        assert not np.array_equal(one, different)


def test_frames_are_rgb_of_the_size_asked_for_and_noise_makes_each_new() -> None:
    source = open_source("virtual:seed=5,size=320x240,fps=120,style=pre,drive=hand")
    assert source.read() is None, "not open yet"
    assert source.controls == ()
    source.open({})
    assert (source.nominal_fps, source.live, source.key, source.notes) == (120, True, "virtual", ())
    frames = [source.read() for _ in range(12)]
    source.close()
    assert source.read() is None
    assert {(frame.shape, frame.dtype.name, frame.flags.owndata) for frame in frames} == {
        ((240, 320, 3), "uint8", True)
    }
    assert len({frame[::16, ::16].tobytes() for frame in frames}) == 12


places = st.tuples(st.floats(0, SIDE), st.floats(0, SIDE))


@settings(max_examples=8, deadline=None)
@given(st.lists(places, min_size=1, max_size=3), places)
def test_a_place_looks_the_same_whichever_way_one_came(ways: list[tuple[float, float]], goal) -> None:
    direct = VirtualMicroscope(3, size=(128, 96), pace=False)
    direct.open({**HAND, knobs.STAGE_X: goal[0], knobs.STAGE_Y: goal[1]})
    around = VirtualMicroscope(3, size=(128, 96), pace=False, fps=2)
    around.open(HAND)
    for x, y in (*ways, goal):
        around.change(knobs.STAGE_X, x)
        around.change(knobs.STAGE_Y, y)
        settle(around)
    assert np.array_equal(direct.read(), around.read())
    assert direct.truth == around.truth


def test_a_new_object_takes_up_what_was_set_on_the_one_before(microscope: Opened) -> None:
    first = microscope({})
    for name, wanted in {
        knobs.STAGE_X: 900.0,
        knobs.STAGE_Y: 1210.0,
        knobs.OBJECTIVE: "40×",
        knobs.LAMP: 80.0,
        knobs.STAIN: STYLES["pre"].stain,
        knobs.NOISE: 0.0,
        knobs.FOCUS: 1.5,
    }.items():
        first.change(name, wanted)
    frame = settle(first)
    second = microscope({control.id: control.value for control in first.controls})
    assert np.array_equal(frame, second.read())
    assert second.controls == first.controls


# What is truly there.


def dark_places(frame: np.ndarray, cell) -> float:
    """The share of dark pixels in a cell's disc."""
    y, x = np.indices(frame.shape[:2])
    inside = np.hypot(x + 0.5 - cell.x, y + 0.5 - cell.y) < cell.radius
    return float((frame.min(2)[inside] < 140).mean())


def test_the_darkest_nuclei_lie_where_the_truth_says(microscope: Opened) -> None:
    source = microscope(size=(640, 480), objective="40×")
    frame = seen(source)
    white = [cell for cell in source.truth if cell.kind in KINDS and cell.kind not in (PLATELET, "smudge cell")]
    assert len([cell for cell in white if cell.whole]) > 5
    assert all(dark_places(frame, cell) > 0.1 for cell in white if cell.whole)
    y, x = np.indices(frame.shape[:2])
    covered = np.zeros(frame.shape[:2], bool)
    for cell in source.truth:
        if cell.kind != RED_CELL:
            covered |= np.hypot(x + 0.5 - cell.x, y + 0.5 - cell.y) < 1.35 * cell.radius + 2
    dark = frame[..., 1] < 90
    dark[-frame.shape[0] // 8 :, -frame.shape[1] // 4 :] = False
    assert dark.sum() > 300
    assert (dark & ~covered).sum() < 0.01 * dark.sum(), "no nucleus but where the truth has one"


@pytest.mark.parametrize("objective", ["20×", "40×", "100× oil"])
def test_a_red_cell_measures_what_the_scale_says(microscope: Opened, objective: str) -> None:
    source = microscope({**HAND, knobs.UNEVENNESS: 0.0}, size=(1280, 960), objective=objective)
    ratios, diameters = [], []
    scale = source.micrometres_per_pixel
    for step in range(1 if objective != "100× oil" else 6):
        source.change(knobs.STAGE_X, (source.position.x + 90 * (step > 0)) % SIDE)
        frame, focus = settle(source), source.position.focus
        source.change(knobs.FOCUS, float(value(source, knobs.FOCUS)) - focus)
        frame = seen(source)
        red = [cell for cell in source.truth if cell.kind == RED_CELL]
        others = np.array([(cell.x, cell.y, cell.radius) for cell in source.truth])
        level = background(frame)[1]
        for cell in red:
            gaps = np.hypot(others[:, 0] - cell.x, others[:, 1] - cell.y) - others[:, 2] - cell.radius
            if not cell.whole or np.sort(gaps)[1] < 0.25 * cell.radius:
                continue  # cut off, or not alone
            x, y, reach = round(cell.x), round(cell.y), round(1.2 * cell.radius)
            box = frame[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach, 1]
            # The edge is where half of the rim's density is reached.
            edge = (level + np.percentile(box, 10)) / 2
            filled = cv2.morphologyEx((box < edge).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
            outline, _ = cv2.findContours(filled, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
            largest = np.zeros_like(filled)
            cv2.drawContours(largest, [max(outline, key=cv2.contourArea)], -1, 1, cv2.FILLED)
            diameter = 2 * np.sqrt(largest.sum() / np.pi)
            ratios.append(diameter / (2 * cell.radius))
            diameters.append(diameter * scale)
    assert len(ratios) > 10
    assert np.median(ratios) == pytest.approx(1, rel=0.05)
    assert np.median(diameters) == pytest.approx(STYLES["smear"].red_cell_size, rel=0.1)
    assert scale == pytest.approx(FIELD_WIDTH / 1280 * 100 / OBJECTIVES[objective].magnification, rel=0.005)


def test_the_truth_of_a_field_holds_whole_cells_and_cut_ones(microscope: Opened) -> None:
    source = microscope()
    seen(source)
    width, height = SMALL
    for cell in source.truth:
        inside = min(cell.x, width - cell.x, cell.y, height - cell.y) >= cell.radius
        assert cell.whole == inside
        assert -cell.radius < cell.x < width + cell.radius
    assert {cell.whole for cell in source.truth} == {True, False}
    assert {cell.kind for cell in source.truth} <= {RED_CELL, *KINDS}


# What each control does.


def test_setting_a_place_takes_the_stage_over_and_glides_there(microscope: Opened) -> None:
    source = microscope({})
    seen(source)
    start = source.position
    source.change(knobs.STAGE_X, start.x + 60)
    assert value(source, knobs.DRIVE) == knobs.BY_HAND
    assert value(source, knobs.STAGE_Y) == pytest.approx(start.y)
    xs = [start.x]
    for _ in range(400):
        source.read()
        xs.append(source.position.x)
    steps = np.diff(xs)
    assert xs[-1] == pytest.approx(start.x + 60)
    assert steps.min() >= 0
    assert steps.max() * source.nominal_fps <= TOP_SPEED * 1.01
    assert np.abs(np.diff(steps)).max() < 0.3 * steps.max(), "no jerk"
    source.change(knobs.DRIVE, knobs.BY_ITSELF)
    moved = [(source.read(), source.position)[1] for _ in range(500)]
    assert any(position.stop is not None for position in moved), "back on its tour"


@settings(max_examples=40, deadline=None)
@given(
    places, st.lists(st.tuples(places, st.integers(1, 60)), min_size=1, max_size=4), st.sampled_from([5.0, 30.0, 90.0])
)
def test_a_stage_moved_by_hand_always_arrives(start, ways, fps: float) -> None:
    hand = Hand(*start)
    for goal, frames in ways:
        hand.wanted = goal
        for _ in range(frames):
            hand.step(1 / fps, TOP_SPEED)
    for _ in range(round(60 * fps)):
        hand.step(1 / fps, TOP_SPEED)
    assert hand.arrived
    assert (hand.position.speed_x, hand.position.speed_y) == (0, 0)


def test_the_lamp_makes_brighter_and_its_colour_warmer(microscope: Opened) -> None:
    source = microscope()
    usual = background(seen(source))
    assert background(seen(source, lamp=50.0)) == pytest.approx(usual / 2, rel=0.05)
    warm = background(seen(source, lamp=80.0, warmth=3200.0))
    assert warm[0] > warm[1] > warm[2]
    cold = background(seen(source, warmth=8000.0))
    assert cold[0] < cold[1] < cold[2]
    assert warmed(5500) == pytest.approx([1, 1, 1])
    overexposed = seen(source, lamp=200.0, warmth=5500.0)
    assert (overexposed == 255).mean() > 0.3


def test_uneven_light_darkens_the_corners_and_one_side_and_none_is_even(microscope: Opened) -> None:
    source = microscope({**HAND, knobs.BLANK: True, knobs.UNEVENNESS: 0.0})
    assert np.ptp(seen(source).reshape(-1, 3), axis=0).max() <= 1

    def spread(percent: float) -> float:
        light = cv2.blur(seen(source, unevenness=percent).astype(np.float32).mean(2), (15, 15))
        return float(light.min() / light.max())

    assert spread(12) > spread(30) > spread(50)
    assert spread(30) == pytest.approx(0.7, abs=0.12)


def test_an_empty_place_has_the_same_light_no_cells_and_no_mark(microscope: Opened) -> None:
    source = microscope()
    field, blank = seen(source), seen(source, blank=True)
    assert source.truth == ()
    assert sharpness(blank) < 0.05 * sharpness(field)
    clear = (field.min(2) > 0.93 * blank.min(2)) & (blank.min(2) > 0)
    clear[-40:, -80:] = False
    assert clear.mean() > 0.2
    assert np.abs(field - blank)[clear].mean() < 5
    assert np.array_equal(seen(source, blank=False), field)


def test_a_batch_of_stain_changes_the_colours_and_not_the_cells(microscope: Opened) -> None:
    source = microscope()
    frames, truths = [], []
    for style in STYLES.values():
        frames.append(seen(source, stain=style.stain))
        truths.append(source.truth)
    assert all(truth == truths[0] for truth in truths)
    means = np.array([frame.mean((0, 1)) for frame in frames])
    assert min(np.abs(a - b).max() for i, a in enumerate(means) for b in means[:i]) > 1


def test_noise_is_as_strong_as_it_says(microscope: Opened) -> None:
    source = microscope({**HAND, knobs.BLANK: True, knobs.LAMP: 60.0})
    for deviation in (1.0, 4.0, 8.0):
        source.change(knobs.NOISE, deviation)
        apart = seen(source) - seen(source)
        assert apart.std() / np.sqrt(2) == pytest.approx(deviation, rel=0.1)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_the_farther_out_of_focus_the_less_sharp(microscope: Opened, objective: str) -> None:
    source = microscope(size=(640, 480), objective=objective)
    depth = min(20 / 7, 0.6 / OBJECTIVES[objective].defocus(1.0))
    steps = (0, 2, 3, 4, 5, 6, 7)
    ranked = [sharpness(seen(source, focus=sign * n * depth)) for sign in (1, -1) for n in steps]
    for series in (ranked[:7], ranked[7:]):
        pairs = [(a, b) for i, a in enumerate(series) for b in series[i + 1 :]]
        assert sum(a > b for a, b in pairs) == len(pairs)


def test_the_stronger_the_objective_the_smaller_its_depth_and_the_finer_its_detail() -> None:
    objectives = list(OBJECTIVES.values())
    assert [each.defocus(1) for each in objectives] == sorted(each.defocus(1) for each in objectives)
    assert [each.sharpness for each in objectives] == sorted((each.sharpness for each in objectives), reverse=True)


def test_the_best_focus_changes_gently_over_the_slide_and_the_knob_finds_it(microscope: Opened) -> None:
    source = microscope(size=(640, 480))
    first = sharpness(seen(source))
    errors: list[float] = []
    for _ in range(40):
        source.change(knobs.STAGE_X, (source.position.x + 60) % SIDE)
        settle(source)
        errors.append(source.position.focus)
        if abs(errors[-1]) > 0.3:
            break
    else:
        raise AssertionError("it never had to be focused again")
    assert np.abs(np.diff(errors)).max() < 0.3, "but it is near"
    blurred = sharpness(seen(source))
    found = sharpness(seen(source, focus=float(value(source, knobs.FOCUS)) - errors[-1]))
    assert source.position.focus == pytest.approx(0, abs=1e-9)
    assert found > 1.2 * blurred
    assert found > 0.3 * first


# Faults.


def test_so_many_frames_never_arrive(microscope: Opened) -> None:
    source = microscope({**HAND, knobs.DROPPED: 75.0}, size=(64, 64))
    numbers = []
    for _ in range(200):
        source.read()
        numbers.append(source._frame)
    assert numbers[-1] / 200 == pytest.approx(4, rel=0.3)
    source.change(knobs.DROPPED, 0.0)
    source.read()
    assert source._frame == numbers[-1] + 1


def test_a_frozen_camera_repeats_its_bytes_until_it_is_let_go(microscope: Opened) -> None:
    source = microscope({})
    before = seen(source)
    frozen = [seen(source, frozen=True) for _ in range(3)]
    truth = source.truth
    assert all(np.array_equal(frame, before) for frame in frozen)
    for _ in range(120):
        source.read()
    assert source.truth == truth
    thawed = seen(source, frozen=False)
    assert not np.array_equal(thawed, before)


def test_an_unplugged_one_is_lost_cannot_be_opened_and_comes_back(microscope: Opened) -> None:
    source = microscope({})
    source.change(knobs.PLUGGED, False)
    with pytest.raises(SourceLostError, match="unplugged"):
        source.read()
    source.close()
    again = VirtualMicroscope(3, size=SMALL, pace=False)
    with pytest.raises(SourceNotFoundError, match="Plugged in"):
        again.open({knobs.PLUGGED: False})
    assert value(again, knobs.PLUGGED) is False, "what plugs it in again must be there"
    again.open({knobs.PLUGGED: True})
    assert again.read() is not None
    again.close()


def test_it_keeps_its_pace_and_leaves_frames_out_rather_than_send_a_burst(
    microscope: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = microscope({}, pace=True, size=(64, 64), fps=50)
    now = source._began
    monkeypatch.setattr("leukdesk.capture.virtual.microscope.time.monotonic", lambda: now)
    waits: list[float] = []

    def wait(seconds: float) -> None:
        nonlocal now
        waits.append(seconds)
        now += seconds

    monkeypatch.setattr(source._closed, "wait", wait)
    for _ in range(5):
        source.read()
    assert waits == pytest.approx([0, 0.02, 0.02, 0.02, 0.02])
    now += 1.01  # whoever reads was busy
    frame = source._frame
    source.read()
    assert waits[-1] == 0
    assert source._frame == frame + 50
    source.read()
    assert waits[-1] == pytest.approx(0.01)
    assert source._frame == frame + 51


def test_closing_leaves_no_thread_and_may_be_done_twice_or_without_opening(microscope: Opened) -> None:
    before = set(threading.enumerate())
    source = microscope({}, pace=True)
    assert len(set(threading.enumerate()) - before) == 1
    source.change(knobs.OBJECTIVE, "20×")
    source.read()
    source.close()
    source.close()
    assert set(threading.enumerate()) == before
    VirtualMicroscope().close()


def test_while_the_objective_is_changed_no_light_comes_through_and_then_the_new_field(
    microscope: Opened, wait_until
) -> None:
    source = microscope(pace=True, fps=100)
    turning = seen(source, objective="40×")
    assert (turning.mean() < 40) == (source.truth == ())
    wait_until(lambda: seen(source).mean() > 100)
    assert np.array_equal(seen(source), seen(microscope(objective="40×")))


wishes = st.one_of(
    st.tuples(st.sampled_from([knobs.STAGE_X, knobs.STAGE_Y]), st.floats(-100, 2 * SIDE)),
    st.tuples(st.just(knobs.FOCUS), st.floats(-99, 99)),
    st.tuples(st.sampled_from([knobs.LAMP, knobs.WARMTH, knobs.UNEVENNESS, knobs.NOISE]), st.floats(-1e4, 1e4)),
    st.tuples(st.just(knobs.DRIVE), st.sampled_from([knobs.BY_HAND, knobs.BY_ITSELF, "by magic", 3.0])),
    st.tuples(st.sampled_from([knobs.BLANK, knobs.FROZEN, "nonsense"]), st.sampled_from([True, False, "yes"])),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(wishes, max_size=12))
def test_whatever_is_set_the_controls_stay_within_their_limits_and_frames_come(changes) -> None:
    source = VirtualMicroscope(3, size=(96, 64), pace=False)
    source.open({})
    for control_id, wanted in changes:
        source.change(control_id, wanted)
        frame = source.read()
        assert frame is not None
        assert frame.shape == (64, 96, 3)
    fresh = knobs.knobs(STYLES["smear"], knobs.STRONGEST_OBJECTIVE, knobs.BY_ITSELF)
    assert [control.id for control in source.controls] == [control.id for control in fresh]
    for control in source.controls:
        assert control.accepted(control.value) == control.value
        assert control.group
        assert control.tip


# Paths.


def test_the_tour_rests_moves_smoothly_shows_every_kind_and_comes_round(microscope: Opened) -> None:
    source = microscope({})
    tour = Tour(source.cells, np.random.default_rng(0), (0.0, 0.0))
    stops = {(x, y) for x, y in tour.stops}
    shown = {cell.kind for cell in source.cells if (cell.x, cell.y) in stops}
    assert shown == set(KINDS) - {PLATELET}
    assert tour.at(0).stop == 0
    track = [tour.at(n / 30) for n in range(round(30 * tour.seconds))]
    steps = np.array([(b.x - a.x, b.y - a.y) for a, b in pairwise(track)])
    steps = (steps + SIDE / 2) % SIDE - SIDE / 2
    assert np.hypot(*steps.T).max() * 30 < 1.05 * TOP_SPEED
    assert sum(position.stop is not None for position in track) > 0.3 * len(track)
    late = [abs(position.focus) for position in track if position.stop is not None]
    assert max(late) > 0 == min(late), "focus is found a little late"
    assert tour.at(tour.seconds) == tour.at(0)


def test_a_script_shows_its_stops_again_and_again_the_same_and_then_stays(microscope: Opened) -> None:
    cells = microscope({}).cells
    script = script_over(cells, 6, blurred=[2], repeated={4: 1}, rest=0.3, move=0.2)

    def played() -> dict[int, np.ndarray]:
        source = microscope({knobs.NOISE: 0.0}, script=script, size=(640, 480))
        rests: dict[int, np.ndarray] = {}
        for _ in range(round(30 * script.seconds) + 30):
            frame = source.read()
            stop = source.position.stop
            if stop is not None and frame is not None:
                assert np.array_equal(rests.setdefault(stop, frame), frame)
        assert source.position.stop == 5
        middle = [cell for cell in source.truth if np.hypot(cell.x - 320, cell.y - 240) < 2]
        assert any(cell.kind in KINDS for cell in middle)
        return rests

    first, second = played(), played()
    assert sorted(first) == list(range(6))
    assert all(np.array_equal(first[number], second[number]) for number in first)
    sharp = {number: sharpness(frame.astype(int)) for number, frame in first.items()}
    assert sharp[2] < 0.3 * min(sharp[number] for number in (0, 1, 3, 4, 5))
    shift = round(3.0 * 640 / FIELD_WIDTH)
    near = np.abs(first[4][:400, :-40].astype(int) - np.roll(first[1], -shift, axis=1)[:400, :-40]).mean()
    assert near < 0.3 * np.abs(first[3][:400].astype(int) - first[1][:400]).mean(), "the same place, moved by 3 µm"


def test_thirty_fields_of_a_script_share_nothing_but_the_repeated_ones(microscope: Opened) -> None:
    script = script_over(microscope({}).cells, 30, repeated={9: 3, 20: 19})
    assert len(script.stops) == 30
    for i, one in enumerate(script.stops):
        for j, two in enumerate(script.stops[:i]):
            apart = np.hypot(*((np.array([one.x - two.x, one.y - two.y]) + SIDE / 2) % SIDE - SIDE / 2))
            assert (apart < 5) == ((i, j) in {(9, 3), (20, 19)})
            assert apart < 5 or apart > FIELD_WIDTH
    with pytest.raises(ValueError, match="room"):
        script_over(microscope({}).cells, 500)


@pytest.mark.parametrize("objective", ["20×", "40×", "100× oil"])
def test_the_stage_micrometer_has_a_line_every_ten_micrometres(microscope: Opened, objective: str) -> None:
    source = microscope({knobs.MICROMETER: True, knobs.NOISE: 0.0, knobs.UNEVENNESS: 0.0}, objective=objective)
    row = source.read()[source._size[1] // 3 + round(10 / source.micrometres_per_pixel), :, 1].astype(int)
    begins = np.flatnonzero((row[1:] < 140) & (row[:-1] >= 140))
    assert len(begins) >= 5
    apart = np.diff(begins).mean() * source.micrometres_per_pixel
    assert apart == pytest.approx(10, rel=0.02)
    assert source.truth == ()


def test_a_script_of_one_stop_stays_there() -> None:
    script = Script([Stop(10, 20, 1.5)])
    assert script.at(0) == script.at(99)
    assert (script.at(5).x, script.at(5).focus, script.at(5).stop) == (10, 1.5, 0)


# The mark, and the words that name it.


@pytest.mark.parametrize("size", [(1280, 960), (416, 312), (224, 224), (64, 64)])
def test_the_mark_stays_inside_the_corner_that_models_mask(size: tuple[int, int]) -> None:
    scene = np.full((size[1], size[0], 3), 240, np.uint8)
    optics = Optics(np.random.default_rng(0), size)
    marked, bare = (optics.picture(scene, 0, marked=on) for on in (True, False))
    changed = np.argwhere((marked != bare).any(2))
    assert len(changed)
    assert changed[:, 0].min() >= size[1] * (1 - MARK_CORNER[0])
    assert changed[:, 1].min() >= size[0] * (1 - MARK_CORNER[1])


@pytest.mark.parametrize("objective", ["40×", "40x"])
def test_a_spec_names_the_objective_and_the_drive(objective: str) -> None:
    source = open_source(f"virtual:objective={objective},drive=hand,size=64x64")
    source.open({})
    assert {knobs.OBJECTIVE: "40×", knobs.DRIVE: knobs.BY_HAND}.items() <= {
        c.id: c.value for c in source.controls
    }.items()
    source.close()


def test_calibrations_know_its_objectives() -> None:
    from leukdesk.calibration import OBJECTIVES as KNOWN

    assert set(OBJECTIVES) <= set(KNOWN)


@pytest.mark.parametrize(
    ("spec", "named"),
    [
        ("virtual", set()),
        ("virtual:seed=7,size=320x240,fps=20", set()),
        ("virtual:objective=10x", {knobs.OBJECTIVE}),
        (" virtual:seed=7, style=pre ,drive=hand", {knobs.STAIN, knobs.DRIVE}),
    ],
)
def test_what_a_spec_names_is_what_it_makes_differ(spec: str, named: set[str]) -> None:
    assert named_in(spec) == named
    usual = {control.id: control.value for control in open_source("virtual")._defaults}
    asked = {control.id: control.value for control in open_source(spec)._defaults}
    of_the_light = {knobs.UNEVENNESS}  # a style's own at first, but nobody names it by the style
    assert {each for each in usual if asked[each] != usual[each]} - of_the_light == named


@pytest.mark.parametrize("spec", ["", "virtually:objective=10x", "http://camera/?objective=10x", "046d:0825,style=pre"])
def test_other_sources_name_no_controls(spec: str) -> None:
    assert named_in(spec) == frozenset()
