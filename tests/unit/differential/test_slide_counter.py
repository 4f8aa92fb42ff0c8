from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from leukdesk.analysis import Failure
from leukdesk.capture.virtual.objectives import OBJECTIVES
from leukdesk.differential.same_scale import FieldScale
from leukdesk.differential.slide import read_slide
from leukdesk.differential.slide_counter import (
    CellCountedError,
    CountedField,
    FieldSizeError,
    OtherObjectiveError,
    SlideCounter,
    begin,
    sessions_of,
)
from leukdesk.differential.tally import Tally
from leukdesk.history.errors import DiskFullError, PictureMissingError
from leukdesk.history.people.errors import NobodyWorksError
from leukdesk.history.review import Decision, State
from leukdesk.history.session.errors import NoLogError
from leukdesk.history.sessions import FieldCountedError, ModelChangedError, SessionState, SessionStateError
from leukdesk.imaging.cells import FieldCells, find_cells
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.optics import Optics
from leukdesk.paths import DataPaths
from leukdesk.station import Station

from .slide_walk import Place, fields, is_known

MODEL = "pbc8-mobilenetv2"
Walk = list[tuple[NDArray[np.uint8], list[Place]]]


@pytest.fixture(scope="module")
def walk() -> Walk:
    """Twelve fields that overlap by a third, and where on the slide their whole cells lie."""
    return [(pixels, where) for pixels, _, where in fields(3, 0.34, count=12)]


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with Station.open(DataPaths(tmp_path / "data")) as opened:
        yield opened


def start(station: Station, target: int = 200) -> SlideCounter:
    return begin(station, MODEL, sample="S-1", operator="Ann", target=target, source="virtual microscope")


def tally(counter: SlideCounter) -> Tally:
    return read_slide(counter.sessions, counter.session.id, counter.station.catalog).tally


def frame(pixels: NDArray[np.uint8]) -> Frame:
    return Frame(np.ascontiguousarray(pixels), "virtual microscope", optics=Optics("virtual"))


def test_a_session_keeps_from_the_card_which_classes_are_no_white_cells(station: Station) -> None:
    plan = start(station).session.plan
    assert (plan.per_hundred_ids, plan.set_aside_ids) == (("erythroblast",), ("platelet",))


def test_every_cell_of_overlapping_fields_is_counted_once_and_all_of_it_is_in_the_log(
    station: Station, walk: Walk
) -> None:
    counter, places = start(station), list[Place]()
    for pixels, where in walk:
        counted = counter.add(frame(pixels), "Ann")
        assert len(counted.records) == len(counted.seen_before) == len(counted.analysis.cells)
        assert sum(each is not None for each in counted.records) == counted.session.fields[-1].cells
        places += [each for each in where if not is_known(each, places)]
    # The finder may miss or add one, but none is counted in two fields.
    assert abs(counter.session.cells - len(places)) <= 0.1 * len(places)
    cells = counter.sessions.cells(counter.session.id)
    assert len(cells) == counter.session.cells == tally(counter).cells
    assert counter.session.white == tally(counter).counted
    assert {each.session for each in cells} == {counter.session.id}
    assert {(each.sample, each.operator) for each in cells} == {("S-1", "Ann")}
    assert all(each.cell is not None and each.region == each.cell.box and not each.cell.cut for each in cells)
    assert station.history is not None
    assert station.history.check() == []
    assert station.history.page() == []  # a history of results does not drown in cells


def test_another_counter_goes_on_where_the_first_was_left(station: Station, walk: Walk, tmp_path: Path) -> None:
    through, left = start(station), start(station)
    for number, (pixels, _) in enumerate(walk):
        one = through.add(frame(pixels))
        if number % 3 == 2:  # as after a crash: nothing is kept but the log
            left = SlideCounter(station, left.session.id)
        other = left.add(frame(pixels))
        assert one.seen_before == other.seen_before
    assert tally(left) == tally(through)


def test_the_same_picture_again_a_blurred_one_and_an_empty_one(station: Station, walk: Walk) -> None:
    counter = start(station)
    pixels = next(pixels for pixels, where in walk if len(where) > 1)
    first = counter.add(frame(pixels))
    with pytest.raises(FieldCountedError, match="field 1 of the session already"):
        counter.add(frame(pixels))
    noisy = np.clip(pixels.astype(np.int16) + 2, 0, 255).astype(np.uint8)
    again = counter.add(frame(noisy))
    assert again.session.cells == first.session.cells
    assert again.session.fields[-1].seen_before == first.session.cells
    blank = np.full_like(pixels, 215)
    assert counter.add(frame(blank)).records == ()
    assert [each.number for each in counter.session.fields] == [1, 2, 3]


def test_what_was_rejected_and_is_seen_again_does_not_come_back(station: Station, walk: Walk) -> None:
    counter = start(station)
    pixels = next(pixels for pixels, where in walk if where)
    first = counter.add(frame(pixels))
    assert station.history is not None
    station.history.decide(first.numbers, Decision(State.REJECTED, reason="No cell."), "Ann")
    counter = SlideCounter(station, counter.session.id)
    assert tally(counter).rejected == len(first.numbers)
    brighter = np.clip(pixels.astype(np.int16) + 2, 0, 255).astype(np.uint8)
    assert counter.add(frame(brighter)).numbers == ()
    assert tally(counter).counted == 0


def test_a_session_of_another_model_or_one_that_has_ended_takes_no_field(station: Station, walk: Walk) -> None:
    counter = start(station)
    counter.add(frame(walk[0][0]))
    counter.sessions.end(counter.session.id, "Ann", "Enough.")
    with pytest.raises(SessionStateError, match="is ended"):
        counter.add(frame(walk[1][0]))
    plan = replace(counter.session.plan, model_version="0.9.0")
    with pytest.raises(ModelChangedError, match=r"begun with the model pbc8-mobilenetv2 0\.9\.0"):
        SlideCounter(station, counter.sessions.begin(plan).id)


def test_files_are_counted_until_the_target_and_a_bad_one_is_told(station: Station, walk: Walk, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.png" for number in range(len(walk))]
    for path, (pixels, _) in zip(files, walk, strict=True):
        cv2.imwrite(str(path), pixels[..., ::-1])
    files[1].write_bytes(b"no picture")
    counter = start(station, target=6)
    outcomes = [*counter.add_files([files[0], *files])]
    failures = [each for each in outcomes if isinstance(each, Failure)]
    assert [each.code for each in failures] == ["field-counted", "not-an-image"]
    assert failures[0].message.startswith(f"'{files[0]}' was not counted. This picture is field 1 of the session")
    assert counter.complete
    assert len(outcomes) < len(files)


def test_what_nobody_thought_of_in_one_file_stops_none_of_the_others(
    station: Station, walk: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{number}.png" for number in range(3)]
    for path, (pixels, _) in zip(files, walk, strict=False):
        cv2.imwrite(str(path), pixels[..., ::-1])
    counter = start(station)
    add = counter.add

    def add_all_but_one(field: Frame, operator: str = "") -> CountedField:
        if field.source == str(files[1]):
            raise ZeroDivisionError("odd")
        return add(field, operator)

    monkeypatch.setattr(counter, "add", add_all_but_one)
    first, odd, last = counter.add_files(files)
    assert isinstance(odd, Failure)
    assert (odd.source, odd.code) == (str(files[1]), "unexpected")
    assert not isinstance(first, Failure)
    assert not isinstance(last, Failure)
    assert len(counter.session.fields) == 2


@pytest.fixture
def files(walk: Walk, tmp_path: Path) -> list[Path]:
    """The fields of the walk that have cells, as pictures."""
    found = []
    for number, (pixels, where) in enumerate(walk):
        if where:
            found.append(tmp_path / f"{number:02}.png")
            cv2.imwrite(str(found[-1]), pixels[..., ::-1])
    return found


def test_a_folder_stops_where_its_session_is_paused(station: Station, files: list[Path]) -> None:
    counter = start(station)
    outcomes = counter.add_files(files)
    next(outcomes)
    paused = counter.sessions.pause(counter.session.id, "Ann")
    assert [*outcomes] == []
    assert counter.sessions.get(counter.session.id) == paused
    counter.sessions.resume(counter.session.id, "Ann")
    assert not isinstance(next(counter.add_files(files[1:])), Failure)


def test_what_is_rejected_after_the_target_was_reached_makes_room_for_more(station: Station, files: list[Path]) -> None:
    counter = start(station, target=1)
    assert len([*counter.add_files(files)]) == 1
    assert station.history is not None
    ids = [each.id for each in counter.sessions.cells(counter.session.id)]
    station.history.decide(ids, Decision(State.REJECTED, reason="No cell."), "Ann")
    assert len([*counter.add_files(files[1:])]) >= 1
    assert len(counter.session.fields) >= 2


def test_without_a_log_there_is_no_session(tmp_path: Path) -> None:
    with Station.without_log(DataPaths(tmp_path)) as station, pytest.raises(NoLogError, match="live in the log"):
        start(station)


def test_a_full_disk_counts_nothing_of_the_field_and_the_session_goes_on_when_there_is_room(
    disk_of: Callable[[str], Path], walk: Walk
) -> None:
    disk = disk_of("6m")
    with Station.open(DataPaths(disk / "data")) as station:
        counter = start(station)
        with_cells = [pixels for pixels, where in walk if where]
        first = counter.add(frame(with_cells[0]))
        filler = disk / "filler"
        with filler.open("wb") as file, pytest.raises(OSError, match="No space left"):
            while True:
                file.write(bytes(65536))
                file.flush()
        with pytest.raises(DiskFullError):
            counter.add(frame(with_cells[1]))
        assert counter.sessions.get(counter.session.id).cells == len(first.numbers)
        filler.unlink()
        assert counter.add(frame(with_cells[1])).session.fields[-1].number == 2
        assert station.history is not None
        assert station.history.check() == []


CHILD = """
import sys
from pathlib import Path
import numpy as np
from leukdesk.differential.slide_counter import begin
from leukdesk.imaging.frame import Frame
from leukdesk.paths import DataPaths
from leukdesk.station import Station

fields = np.load(sys.argv[2])
with Station.open(DataPaths(Path(sys.argv[1]))) as station:
    counter = begin(station, "pbc8-mobilenetv2", sample="S-1", operator="Ann", target=200, source="test")
    for pixels in fields:
        counted = counter.add(Frame(np.ascontiguousarray(pixels), "test"))
        print(counted.session.cells, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="programs are killed otherwise there")
@pytest.mark.parametrize("after", [1, 3])
def test_a_session_whose_program_was_killed_has_all_that_was_told_and_goes_on(
    walk: Walk, tmp_path: Path, after: int
) -> None:
    np.save(tmp_path / "fields.npy", np.stack([pixels for pixels, _ in walk]))
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, tmp_path / "data", tmp_path / "fields.npy"], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    told = [int(child.stdout.readline()) for _ in range(after)]
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    with Station.open(DataPaths(tmp_path / "data")) as station, Station.open(DataPaths(tmp_path / "other")) as other:
        (session,) = sessions_of(station).open_sessions()
        assert session.state is SessionState.COUNTING
        assert len(session.fields) >= after
        assert session.cells >= told[-1]
        counter, whole = SlideCounter(station, session.id), start(other)
        for number, (pixels, _) in enumerate(walk):
            whole.add(frame(pixels))
            if number >= len(session.fields):
                counter.add(frame(pixels))
        assert tally(counter) == tally(whole)
        assert station.history is not None
        assert station.history.check() == []


def test_two_programs_on_one_session_count_no_cell_twice(station: Station, walk: Walk) -> None:
    alone, one = start(station), start(station)
    for pixels, _ in walk:
        alone.add(frame(pixels))
    with Station.open(station.paths) as elsewhere:
        other = SlideCounter(elsewhere, one.session.id)
        for number, (pixels, _) in enumerate(walk):
            (one if number % 2 else other).add(frame(pixels))
    assert tally(one) == tally(alone)
    assert [each.number for each in one.sessions.get(one.session.id).fields] == list(range(1, len(walk) + 1))


def before_it_is_logged(counter: SlideCounter, method: str, happens: Callable[[], object]) -> None:
    """Have something happen once between a counter's look at a field and its writing into the log."""
    writes, waiting = getattr(counter.sessions, method), [happens]

    def delayed(*given: object, **named: object) -> object:
        while waiting:
            waiting.pop()()
        return writes(*given, **named)

    setattr(counter.sessions, method, delayed)


def test_a_field_that_another_program_counts_meanwhile_is_known_all_the_same(station: Station, walk: Walk) -> None:
    pixels, _ = next(each for each in walk if len(each[1]) > 1)
    noisy = np.clip(pixels.astype(np.int16) + 2, 0, 255).astype(np.uint8)
    one = start(station)
    with Station.open(station.paths) as elsewhere:
        other = SlideCounter(elsewhere, one.session.id)
        before_it_is_logged(one, "add_field", lambda: other.add(frame(noisy)))
        counted = one.add(frame(pixels))
    assert (counted.numbers, counted.session.cells) == ((), other.session.cells)
    assert counted.session.fields[-1].seen_before == other.session.cells > 0


def test_a_cell_that_is_drawn_or_counted_meanwhile_is_known_all_the_same(station: Station, walk: Walk) -> None:
    counter = start(station)
    pixels, _ = next(each for each in walk if len(each[1]) > 1)
    noisy = np.clip(pixels.astype(np.int16) + 2, 0, 255).astype(np.uint8)
    first, found = frame(pixels), find_cells(pixels)
    one, *others = [each for each in found.cells if not each.cut]
    missed = replace(one, by_hand=True)
    counter.add(first, found=replace(found, cells=tuple(others)))
    by_hand = SlideCounter(station, counter.session.id)
    before_it_is_logged(counter, "add_field", lambda: by_hand.edit(first, [missed], "Ann", found=found))
    assert counter.add(frame(noisy)).numbers == ()

    counter = start(station)
    counter.add(first, found=replace(found, cells=tuple(others)))
    by_hand = SlideCounter(station, counter.session.id)
    before_it_is_logged(by_hand, "put_cells", lambda: counter.add(frame(noisy)))
    with pytest.raises(CellCountedError, match="counted in field 2"):
        by_hand.edit(first, [missed], "Ann", found=found)


def test_a_cell_that_was_drawn_by_hand_is_known_in_the_next_field(station: Station, walk: Walk) -> None:
    counter = start(station)
    pixels, _ = next(each for each in walk if len(each[1]) > 1)
    first = frame(pixels)
    found = find_cells(pixels)
    one, *others = [each for each in found.cells if not each.cut]
    counter.add(first, found=replace(found, cells=tuple(others)))
    counter.edit(first, [replace(one, by_hand=True)], "Ann", found=found)
    again = counter.add(frame(np.clip(pixels.astype(np.int16) + 2, 0, 255).astype(np.uint8)))
    assert again.numbers == ()
    assert again.session.fields[-1].seen_before == len(others) + 1


def test_a_cell_that_is_drawn_where_another_field_or_this_one_has_counted_it_is_refused(
    station: Station, walk: Walk
) -> None:
    counter = start(station)
    pixels, _ = next(each for each in walk if len(each[1]) > 1)
    noisy = np.clip(pixels.astype(np.int16) + 2, 0, 255).astype(np.uint8)
    found = find_cells(pixels)
    one, *others = [each for each in found.cells if not each.cut]
    first = frame(pixels)
    old, *_ = counter.add(first, found=replace(found, cells=tuple(others))).numbers
    (in_second,) = counter.add(frame(noisy)).numbers  # the one that the first field has missed
    missed, cells = replace(one, by_hand=True), counter.session.cells
    for each in (counter, SlideCounter(station, counter.session.id)):
        with pytest.raises(CellCountedError, match="counted in field 2 of the session already"):
            each.edit(first, [missed], "Ann", found=found)
    box = others[0].box
    shifted = replace(others[0], box=replace(box, x=box.x + 2, y=box.y + 1))
    with pytest.raises(CellCountedError, match="counted in this field already"):
        counter.edit(first, [shifted], "Ann", found=found)
    with pytest.raises(CellCountedError, match="counted in this field already"):
        counter.edit(frame(noisy), [missed], "Ann", found=found)
    assert counter.sessions.get(counter.session.id).cells == cells
    # A box that is moved is one cell still, though the second field has shown it, too.
    assert counter.edit(first, [shifted], "Ann", found=found, instead_of={shifted: old}).session.cells == cells
    # What is no cell in the second field may be one in the first.
    assert station.history is not None
    station.history.decide([in_second], Decision(State.REJECTED, reason="No cell."), "Ann")
    assert counter.edit(first, [missed], "Ann", found=found).session.cells == cells
    with pytest.raises(CellCountedError, match="counted in this field already"):
        counter.edit(first, [missed], "Ann", found=found)


def test_a_field_of_another_size_is_refused_since_its_cells_could_count_twice(
    station: Station, walk: Walk, tmp_path: Path
) -> None:
    counter = start(station)
    pixels, _ = next(each for each in walk if each[1])
    before = counter.add(frame(pixels)).session.cells
    with pytest.raises(FieldSizeError, match="640 × 478 pixels and those counted before have 640 × 480"):
        counter.add(frame(pixels[:-2]))
    assert counter.sessions.get(counter.session.id).cells == before
    path = tmp_path / "smaller.png"
    cv2.imwrite(str(path), pixels[:-2, :, ::-1])
    (failure,) = counter.add_files([path])
    assert isinstance(failure, Failure)
    assert failure.message.startswith(f"'{path}' was not counted. The field has 640 × 478 pixels")


@pytest.mark.parametrize("calibrated", [True, False])
def test_a_field_through_another_objective_is_refused_since_its_cells_could_count_twice(
    station: Station, tmp_path: Path, calibrated: bool
) -> None:
    def taken(objective: str, seed: int = 3) -> Frame:
        pixels, _, _ = next(fields(seed, 0.0, objective, count=1))
        optics = Optics(
            "virtual", objective, OBJECTIVES[objective].scale(pixels.shape[1]) ** -1 if calibrated else None
        )
        return Frame(np.ascontiguousarray(pixels), "virtual microscope", optics=optics)

    counter = start(station)
    counter.add(taken("40×"))
    cells, nearer = counter.session.cells, taken("100× oil")
    assert cells > 0
    for each in (counter, SlideCounter(station, counter.session.id)):  # also as after a crash
        with pytest.raises(OtherObjectiveError, match=r"2\.[56] times as large as the fields counted before") as told:
            each.add(nearer)
        assert ("By the calibration" in str(told.value)) is calibrated
        assert "Go back to the objective" in str(told.value)
        assert "end the session and begin another one" in str(told.value)
    assert counter.sessions.get(counter.session.id).cells == cells
    path = tmp_path / "nearer.png"
    cv2.imwrite(str(path), nearer.pixels[..., ::-1])
    (outcome,) = counter.add_files([path])
    assert isinstance(outcome, Failure)
    assert outcome.code == "other-objective"
    assert counter.add(taken("40×", seed=4)).session.cells > cells
    other = start(station)
    other.add(nearer)
    with pytest.raises(OtherObjectiveError, match=r"2\.[56] times smaller than"):
        other.add(taken("40×"))


def test_an_objective_that_was_chosen_anew_is_refused_though_the_picture_looks_the_same(station: Station) -> None:
    def taken(seed: int, objective: str) -> Frame:
        pixels, _, _ = next(fields(seed, 0.0, "40×", count=1))
        return Frame(np.ascontiguousarray(pixels), "virtual microscope", optics=Optics("virtual", objective))

    counter = start(station)
    counter.add(taken(3, "40×"))
    for each in (counter, SlideCounter(station, counter.session.id)):  # also as after a crash
        with pytest.raises(OtherObjectiveError, match=r"60× is chosen, and the fields counted before .* through 40×"):
            each.add(taken(4, "60×"))
    assert counter.add(taken(4, "")).session.fields[-1].number == 2, "nobody has chosen one"


def test_a_scale_that_is_measured_may_differ_by_more_than_a_calibrated_one() -> None:
    begun = FieldScale(0.2, calibrated=True, by_red_cells=0.19)
    assert FieldScale(0.22, calibrated=True).unlike(begun) is None
    assert FieldScale(0.24, calibrated=True).unlike(begun) == (pytest.approx(1 / 1.2), "the calibration")
    for fitting in (0.24, 0.15):
        assert FieldScale(fitting, calibrated=False).unlike(begun) is None
        assert FieldScale(0.2, calibrated=True, by_red_cells=fitting).unlike(begun) is None
    assert FieldScale(0.125, calibrated=False).unlike(begun) == (pytest.approx(1.6), "the red cells")
    turned = FieldScale(0.2, calibrated=True, by_red_cells=0.12)
    assert turned.unlike(begun) == (pytest.approx(1.58, abs=0.01), "the red cells")
    assert FieldScale.of(FieldCells()) is None


def test_an_objective_that_is_turned_and_not_told_is_refused_by_the_red_cells(station: Station) -> None:
    pixels, _, _ = next(fields(3, 0.0, "40×", count=1))
    optics = Optics("virtual", "40×", OBJECTIVES["40×"].scale(pixels.shape[1]) ** -1)
    height, width = pixels.shape[:2]
    nearer = cv2.resize(np.ascontiguousarray(pixels), None, fx=1.65, fy=1.65, interpolation=cv2.INTER_CUBIC)
    counter = start(station)
    counter.add(Frame(np.ascontiguousarray(pixels), "virtual microscope", optics=optics))
    cells = counter.session.cells
    with pytest.raises(OtherObjectiveError, match=r"By the red cells, this field shows everything 1\.[67] times as"):
        counter.add(Frame(np.ascontiguousarray(nearer[:height, :width]), "virtual microscope", optics=optics))
    assert counter.sessions.get(counter.session.id).cells == cells


def test_who_is_not_there_counts_nothing_where_a_list_of_operators_is_kept(station: Station, walk: Walk) -> None:
    counter = start(station)
    assert station.operators is not None
    station.operators.add("Ann")
    with pytest.raises(NobodyWorksError, match="nobody is signed in"):
        counter.add(frame(walk[0][0]), "")
    assert counter.add(frame(walk[0][0]), "Ann").session.fields[-1].number == 1


def test_a_session_whose_field_is_lost_does_not_go_on(station: Station, walk: Walk) -> None:
    counter = start(station)
    pixels, _ = next(each for each in walk if each[1])
    sha256 = counter.add(frame(pixels)).analysis.frame.sha256
    (station.paths.pictures / sha256[:2] / f"{sha256}.png").unlink()
    with pytest.raises(PictureMissingError):
        SlideCounter(station, counter.session.id)
