"""Calibrations on the disk: what comes back, what is passed over, what a full disk and a second program do."""

import json
import logging
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import leukdesk
from leukdesk.calibration import (
    OLD_AFTER,
    Calibration,
    CalibrationError,
    CalibrationStore,
    FocusBook,
    LightPath,
)
from leukdesk.imaging.correction import Correction

MADE = datetime(2026, 5, 12, 9, 30, 0, 123456, tzinfo=UTC)
SOME = Calibration("", MADE, "Zoë", "046d:0825", "100× oil", 64, 48, 0.084, "stage micrometer")


def blank(width=64, height=48):
    return np.random.default_rng(3).integers(150, 250, (height, width, 3), np.uint8)


@pytest.fixture
def store(tmp_path):
    return CalibrationStore(tmp_path / "data" / "calibrations")


@pytest.fixture
def tiny_disk(disk_of):
    """A real disk of 64 kB; needs Linux and the right to mount."""
    return disk_of("64k")


# What comes back


def test_a_calibration_comes_back_with_its_blank_field(store):
    assert store.all() == []
    assert store.newest("046d:0825", "100× oil") is None
    picture = blank()
    given_ = replace(SOME, white=(1.1, 1.0, 0.9), background=(201.0, 212.5, 230.0), blank_from="blank field")
    kept = store.save(given_, picture)
    assert kept == replace(given_, id=kept.id, has_blank=True)
    assert kept.id == "20260512T093000123456Z-100oil"
    again = CalibrationStore(store.folder)
    assert again.newest("046d:0825", "100× oil") == kept
    np.testing.assert_array_equal(again.blank(kept), picture)
    assert {each.name for each in store.folder.iterdir()} == {kept.id}


def test_one_without_a_blank_field_says_so(store):
    kept = store.save(replace(SOME, has_blank=True), None)
    assert not kept.has_blank
    assert store.blank(kept) is None
    assert store.all() == [kept]


def test_the_newest_of_a_camera_and_objective_is_in_force_and_the_others_stay(store):
    later = store.save(replace(SOME, made=MADE + timedelta(days=3), micrometres_per_pixel=0.09), None)
    first = store.save(SOME, None)
    other = store.save(replace(SOME, objective="40×", made=MADE + timedelta(days=9)), None)
    other_camera = store.save(replace(SOME, camera="virtual", made=MADE + timedelta(days=10)), None)
    assert store.all() == [first, later, other, other_camera]
    assert store.newest(SOME.camera, SOME.objective) == later
    assert store.newest(SOME.camera, "40×") == other
    assert store.newest(SOME.camera, "10×") is None


def test_a_date_of_another_zone_is_the_same_moment(store):
    there = MADE.astimezone(timezone(timedelta(hours=5, minutes=30)))
    kept = store.save(replace(SOME, made=there), None)
    assert kept.made == MADE
    assert kept.id.startswith("20260512T093000")
    assert store.all()[0].made.utcoffset() == timedelta(0)


@pytest.mark.parametrize("objective", ["Öl 100/1,25", "対物", "../../x", "a" * 300, "CON", "40×/0.65", "caf\udce9"])
def test_a_stations_own_name_of_an_objective_is_kept_whatever_it_is(store, objective):
    kept = store.save(replace(SOME, objective=objective), blank())
    assert store.newest(SOME.camera, objective) == kept
    assert store.own_objectives() == (objective,)
    assert store.blank(kept) is not None
    assert (store.folder / kept.id).parent == store.folder


def test_two_of_the_same_microsecond_are_both_kept(store):
    kept = [store.save(replace(SOME, operator=str(number)), blank()) for number in range(3)]
    assert len({each.id for each in kept}) == 3
    assert {each.operator for each in store.all()} == {"0", "1", "2"}


@pytest.mark.parametrize(
    "nonsense",
    [
        {"micrometres_per_pixel": 0.0},
        {"micrometres_per_pixel": float("nan")},
        {"white": (1.0, 1.0, -1.0)},
        {"width": 0},
        {"made": datetime(2026, 5, 12)},
        {"objective": "x" * 2000},
    ],
)
def test_nonsense_is_not_kept(store, nonsense):
    with pytest.raises(ValueError, match=r"its|colours"):
        store.save(replace(SOME, **nonsense), None)
    with pytest.raises(ValueError, match="is not of 48 x 64"):
        store.save(SOME, blank(32, 32))
    assert not store.folder.exists()


def test_the_scale_follows_the_size_of_the_frame_and_not_its_shape():
    assert SOME.scale_at(64, 48) == pytest.approx(0.084)
    assert SOME.scale_at(32, 24) == pytest.approx(0.168)
    assert SOME.scale_at(64, 36) is None
    assert replace(SOME, micrometres_per_pixel=None).scale_at(64, 48) is None


def test_a_calibration_is_old_after_a_quarter_of_a_year():
    assert not SOME.is_old(MADE + OLD_AFTER)
    assert SOME.is_old(MADE + OLD_AFTER + timedelta(seconds=1))


# What cannot be read


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    changes=st.dictionaries(
        st.sampled_from(
            [
                "made",
                "operator",
                "camera",
                "objective",
                "width",
                "height",
                "micrometres_per_pixel",
                "white",
                "has_blank",
            ]
        ),
        st.none()
        | st.booleans()
        | st.integers()
        | st.just(10**400)
        | st.floats()
        | st.text(max_size=20)
        | st.sampled_from(["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "2026-05-12"])
        | st.lists(st.floats() | st.integers() | st.none(), max_size=4)
        | st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
        min_size=1,
    )
)
def test_whatever_a_file_says_what_is_read_makes_sense(tmp_path_factory, changes):
    store = CalibrationStore(tmp_path_factory.mktemp("calibrations"))
    kept = store.save(SOME, None)
    path = store.folder / kept.id / "calibration.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    for each in store.all():
        each.check()
        assert isinstance(each.is_old(datetime.now(UTC)), bool)
        assert each.scale_at(64, 48) is None or each.scale_at(64, 48) > 0


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=80) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_a_mangled_file_does_not_hide_the_others(store, content):
    folder = store.folder / "20260101T000000000000Z"
    shutil.rmtree(store.folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "calibration.json").write_bytes(content)
    kept = store.save(SOME, None)
    assert kept in store.all()
    assert store.newest(SOME.camera, SOME.objective) is not None


@pytest.mark.parametrize("content", [b"", b"[" * 100_000, b"[]", b"null", b'{"made": 3}', b"\xff\xfe"])
def test_what_is_passed_over_is_written_into_the_programs_messages(store, caplog, content):
    folder = store.folder / "bad"
    folder.mkdir(parents=True)
    (folder / "calibration.json").write_bytes(content)
    (store.folder / "a file").write_text("not a calibration")
    with caplog.at_level(logging.WARNING):
        assert store.all() == []
    assert [str(folder) in each.getMessage() for each in caplog.records] == [True]


@pytest.mark.parametrize("content", [None, b"", b"\x89PNG\r\n\x1a\n", b"no picture at all"])
def test_a_blank_field_that_cannot_be_read_is_told_and_the_rest_holds(store, content):
    kept = store.save(SOME, blank())
    path = store.folder / kept.id / "blank.png"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    with pytest.raises(CalibrationError, match="Calibrate this objective again") as caught:
        store.blank(kept)
    assert str(path) in str(caught.value)
    light = LightPath.read(store, SOME.camera, SOME.objective)
    assert light.problem == str(caught.value)
    assert light.optics(64, 48).micrometres_per_pixel == pytest.approx(0.084)
    assert not light.optics(64, 48).flat_field


def test_a_blank_field_of_another_size_is_none_of_this_calibration(store):
    kept, other = store.save(SOME, blank()), store.save(replace(SOME, width=32, height=24), blank(32, 24))
    (store.folder / other.id / "blank.png").replace(store.folder / kept.id / "blank.png")
    with pytest.raises(CalibrationError):
        store.blank(kept)


# Disks and other programs


def test_a_full_disk_is_told_and_leaves_nothing_behind(tiny_disk):
    store = CalibrationStore(tiny_disk / "calibrations")
    kept = store.save(SOME, blank())
    noise = np.random.default_rng(0).integers(0, 256, (200, 300, 3), np.uint8)
    with pytest.raises(CalibrationError, match=r"No space left.*save it again") as caught:
        store.save(replace(SOME, width=300, height=200), noise)
    assert str(store.folder) in str(caught.value)
    assert {each.name for each in store.folder.iterdir()} == {kept.id}
    assert store.all() == [kept]
    np.testing.assert_array_equal(store.blank(kept), blank())


def test_a_file_where_the_folder_should_be_is_told(store):
    store.folder.parent.mkdir(parents=True)
    store.folder.write_text("mine")
    assert store.all() == []
    with pytest.raises(CalibrationError, match="could not be kept"):
        store.save(SOME, None)
    assert store.folder.read_text() == "mine"


SAVE_MANY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import numpy as np
from leukdesk.calibration import Calibration, CalibrationStore
store = CalibrationStore(Path(sys.argv[1]))
made = datetime(2026, 5, 12, tzinfo=UTC)
sys.stdin.readline()
for number in range(12):
    some = Calibration("", made, f"{sys.argv[2]}{number}", "c", "40\u00d7", 16, 12)
    store.save(some, np.zeros((12, 16, 3), np.uint8))
print("done")
"""


def test_two_programs_that_save_at_the_same_moment_keep_everything(store, caplog):
    root = str(Path(leukdesk.__file__).resolve().parent.parent)
    children = [
        subprocess.Popen(
            [sys.executable, "-c", SAVE_MANY, str(store.folder), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": root},
        )
        for name in "ab"
    ]
    for child in children:
        child.stdin.write("\n")
        child.stdin.flush()
    while any(child.poll() is None for child in children):
        for each in store.all():  # never one that is half there
            assert store.blank(each).shape == (12, 16, 3)
    assert [child.communicate()[0] for child in children] == ["done\n", "done\n"]
    assert {each.operator for each in store.all()} == {f"{name}{number}" for name in "ab" for number in range(12)}
    assert not caplog.records


def test_what_a_killed_program_left_is_removed_after_a_day(store):
    store.save(SOME, None)
    old, young = store.folder / ".a.part", store.folder / ".b.part"
    for partial in (old, young):
        partial.mkdir()
        (partial / "blank.png").write_bytes(b"half")
    yesterday = datetime.now(UTC).timestamp() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    assert len(store.all()) == 1
    store.save(SOME, None)
    assert not old.exists()
    assert young.exists()


# The light path


def test_without_a_calibration_the_pixels_are_left_alone(store):
    light = LightPath.read(store, "046d:0825", "40×")
    pixels = blank()
    developed, optics = light.develop(pixels)
    assert developed is pixels
    assert (optics.camera, optics.objective, optics.calibration) == ("046d:0825", "40×", "")
    assert optics.micrometres_per_pixel is None
    assert light.problem == ""


def test_the_optics_say_what_is_known_of_a_frame_of_each_size(store):
    kept = store.save(SOME, None)
    light = LightPath.read(store, SOME.camera, SOME.objective)
    pixels = blank()
    developed, optics = light.develop(pixels)
    assert developed is pixels, "nothing to correct"
    assert (optics.calibration, optics.micrometres_per_pixel) == (kept.id, pytest.approx(0.084))
    assert not optics.flat_field
    assert light.develop(blank(128, 96))[1].micrometres_per_pixel == pytest.approx(0.042)


@pytest.mark.parametrize(
    ("made", "frame"), [((100, 100), (99, 100)), ((99, 100), (100, 100)), ((100, 99), (100, 100)), ((101, 100), (1, 1))]
)
def test_a_calibration_that_fits_can_be_applied_and_another_is_not(made, frame):
    calibration = replace(SOME, width=made[0], height=made[1])
    assert calibration.fits(*frame)
    picture = np.full((frame[1], frame[0], 3), 200, np.uint8)
    assert Correction(blank(*made), None).apply(picture).shape == picture.shape
    assert not calibration.fits(frame[0] * 103, frame[1] * 100)
    with pytest.raises(ValueError, match="another shape"):
        Correction(blank(*made), None).apply(np.zeros((frame[1] * 10, frame[0] * 11, 3), np.uint8))


def test_a_calibration_of_another_shape_is_not_applied_and_this_is_told(store):
    store.save(replace(SOME, white=(1.1, 1.0, 0.9)), blank())
    light = LightPath.read(store, SOME.camera, SOME.objective)
    pixels = blank(64, 36)
    developed, optics = light.develop(pixels)
    assert developed is pixels
    assert (optics.calibration, optics.micrometres_per_pixel, optics.flat_field) == ("", None, False)
    assert "64 × 48 pixels, which 64 × 36 do not fit" in light.problem
    assert light.develop(blank(64, 36))[1] is optics


def test_a_frame_is_corrected_by_the_blank_field_in_the_frames_size(store):
    uneven = np.repeat(np.linspace(120, 240, 64).astype(np.uint8)[None, :, None], 48, 0).repeat(3, 2)
    kept = store.save(replace(SOME, white=(1.0, 1.0, 1.0)), np.ascontiguousarray(uneven))
    light = LightPath.read(store, SOME.camera, SOME.objective)
    for size in (1, 2):
        pixels = np.ascontiguousarray(uneven.repeat(size, 0).repeat(size, 1))
        developed, optics = light.develop(pixels)
        assert developed.shape == pixels.shape
        assert np.ptp(developed.mean(axis=(0, 2))) < 0.2 * np.ptp(pixels.mean(axis=(0, 2)))
        assert optics.calibration == kept.id
        assert optics.flat_field
        assert optics.white_balance


# The book of the best sharpness


MORNING = datetime(2026, 5, 12, 8, 0, tzinfo=UTC)


def look(book, sharpness, when=MORNING, camera="c", objective="40×"):
    """Look at a field for six seconds."""
    for number in range(25):
        moment = when + timedelta(seconds=0.25 * number)
        book.learn(camera, objective, sharpness * (1 - 0.001 * number), moment)


def see(book, sharpness, day=MORNING, camera="c", objective="40×"):
    """Look at three fields, each a minute after the one before."""
    for number in range(3):
        look(book, sharpness, day + timedelta(minutes=number), camera, objective)


def test_the_best_is_known_after_three_fields_and_belongs_to_one_objective(tmp_path):
    book = FocusBook(tmp_path)
    for number in range(3):
        assert book.best("c", "40×") is None
        look(book, 80, MORNING + timedelta(minutes=number))
    assert book.best("c", "40×") == pytest.approx(80, rel=0.01)
    see(book, 20)
    assert book.best("c", "40×") == pytest.approx(80, rel=0.01), "a blurred field does not lower it"
    assert book.best("c", "100× oil") is None
    assert book.best("d", "40×") is None


def test_a_scratch_that_is_looked_at_for_a_while_does_not_set_the_best(tmp_path):
    book = FocusBook(tmp_path)
    see(book, 80)
    for number in range(7):
        look(book, 240, MORNING + timedelta(minutes=10, seconds=8 * number))
    assert book.best("c", "40×") == pytest.approx(80, rel=0.01)
    look(book, 110, MORNING + timedelta(minutes=20))
    assert book.best("c", "40×") == pytest.approx(110, rel=0.01), "was reached a second time, later"


def test_a_scratch_at_the_start_of_the_day_does_not_set_the_best(tmp_path):
    book = FocusBook(tmp_path)
    for number in range(4):
        look(book, 240, MORNING + timedelta(seconds=8 * number))
    assert book.best("c", "40×") is None
    look(book, 80, MORNING + timedelta(minutes=2))
    assert book.best("c", "40×") == pytest.approx(80, rel=0.01)


def test_a_book_begun_anew_stays_so_whatever_the_file_and_other_programs_hold(tmp_path):
    book, other = FocusBook(tmp_path, every=0), FocusBook(tmp_path)
    for number in range(3):
        see(book, 240, MORNING + timedelta(days=number))
        see(other, 250, MORNING + timedelta(days=number))
        see(book, 70, MORNING + timedelta(days=number), objective="10×")
    look(book, 240, MORNING + timedelta(days=2, minutes=5))
    book.forget("c", "40×")
    assert book.best("c", "40×") is None
    assert FocusBook(tmp_path).best("c", "40×") is None, "is on the disk at once"
    other.close()
    see(book, 80, MORNING + timedelta(days=2, minutes=9))
    book.close()
    for each in (book, other, FocusBook(tmp_path)):
        assert each.best("c", "40×") in (None, pytest.approx(80, rel=0.01))
    assert FocusBook(tmp_path).best("c", "40×") == pytest.approx(80, rel=0.01)
    assert FocusBook(tmp_path).best("c", "10×") == pytest.approx(70, rel=0.01)


def test_a_book_of_an_earlier_version_is_read(tmp_path):
    entries = [{"camera": "c", "objective": "40×", "days": {"2026-05-12": 80.0}}]
    (tmp_path / "focus.json").write_text(json.dumps(entries))
    assert FocusBook(tmp_path).best("c", "40×") == 80


def test_freak_frames_do_not_spoil_the_best(tmp_path):
    book = FocusBook(tmp_path)
    see(book, 80)
    for hour in range(4):
        for number in range(25):
            book.learn("c", "40×", 5000.0 if number % 7 == 0 else 79.0, MORNING + timedelta(hours=hour))
    for nonsense in (float("nan"), float("inf"), -3.0, 0.0):
        for _ in range(25):
            book.learn("c", "40×", nonsense)
    assert book.best("c", "40×") == pytest.approx(80, rel=0.01)


def test_a_freak_day_is_left_out_once_there_are_three(tmp_path):
    book = FocusBook(tmp_path)
    for number, value in enumerate((80, 900, 82)):
        see(book, value, MORNING + timedelta(days=number))
    assert book.best("c", "40×") == pytest.approx(82, rel=0.01)


def test_what_is_long_past_is_forgotten(tmp_path):
    book = FocusBook(tmp_path, every=0)
    for number in range(45):
        see(book, 200 if number < 10 else 80, MORNING + timedelta(days=number))
    assert book.best("c", "40×") == pytest.approx(80, rel=0.01)


def test_the_book_comes_back_and_is_seldom_written(tmp_path):
    folder = tmp_path / "calibrations"
    book = FocusBook(folder)
    see(book, 80)
    assert not folder.exists(), "not with every frame"
    book.close()
    content = (folder / "focus.json").read_bytes()
    again = FocusBook(folder)
    assert again.best("c", "40×") == book.best("c", "40×")
    again.close()
    assert (folder / "focus.json").read_bytes() == content
    assert [each.name for each in folder.iterdir()] == ["focus.json"]
    assert CalibrationStore(folder).all() == []


def test_two_programs_add_to_one_book(tmp_path):
    one, other = FocusBook(tmp_path), FocusBook(tmp_path)
    assert (one.best("c", "40×"), other.best("c", "40×")) == (None, None)
    see(one, 80)
    see(other, 70)
    see(other, 30, objective="10×")
    one.close()
    other.close()
    found = FocusBook(tmp_path)
    assert found.best("c", "40×") == pytest.approx(80, rel=0.01)
    assert found.best("c", "10×") == pytest.approx(30, rel=0.01)


_KEYS = ["camera", "objective", "since", "days", "2026-05-12"]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.binary(max_size=60)
    | st.recursive(
        st.none() | st.floats() | st.text(max_size=8) | st.sampled_from(["2026-05-12", "40×"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["camera", "objective", "since", "days", "2026-05-12"]), inner, max_size=4
            )
        ),
        max_leaves=8,
    ).map(lambda found: json.dumps(found).encode())
)
def test_a_mangled_book_is_begun_again(tmp_path, content):
    (tmp_path / "focus.json").write_bytes(content)
    book = FocusBook(tmp_path)
    book.best("c", "40×")
    see(book, 80)
    assert book.best("c", "40×") == pytest.approx(80, rel=0.01)
    book.close()
    assert FocusBook(tmp_path).best("c", "40×") == pytest.approx(80, rel=0.01)


def test_a_full_disk_does_not_keep_the_book_from_learning(tiny_disk, caplog):
    book = FocusBook(tiny_disk, every=0)
    with pytest.raises(OSError, match="28"), (tiny_disk / "filler").open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    see(book, 80)
    assert book.best("c", "40×") == pytest.approx(80, rel=0.01)
    assert "could not be written" in caplog.text
    assert {each.name for each in tiny_disk.iterdir()} == {"filler"}
    (tiny_disk / "filler").unlink()
    book.close()
    assert FocusBook(tiny_disk).best("c", "40×") is not None


def test_several_threads_may_use_one_book(tmp_path):
    book = FocusBook(tmp_path, every=0)

    def work(number):
        for step in range(20):
            see(book, 10 * number + step, objective=f"{number}×")
            book.best("c", "1×")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(1, 5):
        assert FocusBook(tmp_path).best("c", f"{number}×") == pytest.approx(10 * number + 19, rel=0.01)
