"""Which format a camera is run in. A machine that runs tests has no camera: the reader is one of these tests' own."""

from collections.abc import Set

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leukdesk.capture.formats import (
    ALL_SECONDS,
    OWN,
    PICTURE_SECONDS,
    SIZES,
    Failures,
    Format,
    choose,
    formats,
    size_from,
    size_text,
)

MJPG, PLAIN = cv2.VideoWriter.fourcc(*"MJPG"), 0
HD, SXGA, VGA = (1920, 1080), (1280, 960), (640, 480)


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


class Device:
    """A camera with a list of formats that it takes and a list of those that give pictures; one opening at a time."""

    def __init__(
        self, takes: dict[int, list[tuple[int, int]]], dead: Set[tuple[int, tuple[int, int]]] = frozenset()
    ) -> None:
        self.takes, self.dead = takes, dead
        self.openings = 0
        self.opened: DeviceReader | None = None

    def open(self) -> "DeviceReader":
        assert self.opened is None, "a camera can be opened once at a time"
        self.openings += 1
        self.opened = DeviceReader(self)
        return self.opened


class DeviceReader:
    def __init__(self, device: Device) -> None:
        self.is_open = True
        self._device = device
        self.code = next(iter(device.takes))
        self.size = device.takes[self.code][-1]
        self.fps = 15.0
        self._width = 0

    def set(self, prop: int, value: float) -> bool:
        if prop == cv2.CAP_PROP_FOURCC:
            if value not in self._device.takes:
                return False
            self.code = int(value)
        elif prop == cv2.CAP_PROP_FRAME_WIDTH:
            self._width = int(value)
        elif prop == cv2.CAP_PROP_FRAME_HEIGHT:
            offered = self._device.takes[self.code]
            self.size = min(offered, key=lambda size: abs(size[0] - self._width) + abs(size[1] - value))
        elif prop == cv2.CAP_PROP_FPS:
            self.fps = value
        return True

    def get(self, prop: int) -> float:
        there = {cv2.CAP_PROP_FRAME_WIDTH: self.size[0], cv2.CAP_PROP_FRAME_HEIGHT: self.size[1]}
        return there.get(prop, self.fps if prop == cv2.CAP_PROP_FPS else -1.0)

    def read(self) -> np.ndarray | None:
        assert self.is_open
        if (self.code, self.size) in self._device.dead:
            return None
        return np.zeros((self.size[1], self.size[0], 3), np.uint8)

    def close(self) -> None:
        self.is_open, self._device.opened = False, None


@pytest.fixture
def clock() -> Clock:
    return Clock()


def run(device: Device, clock: Clock, wanted: dict | None = None, failures: Failures | None = None):
    return choose("1:2", device.open, formats(wanted or {}), failures or Failures(), clock, clock.wait)


def test_the_largest_fluent_format_is_taken(clock: Clock) -> None:
    device = Device({PLAIN: [HD, VGA], MJPG: [HD, SXGA, VGA]})
    reader, notes = run(device, clock)
    assert (reader.code, reader.size, reader.fps, notes) == (MJPG, HD, 30.0, ())
    assert device.openings == 1


def test_a_size_that_a_camera_does_not_have_is_no_failure_but_is_told(clock: Clock) -> None:
    reader, notes = run(Device({PLAIN: [VGA], MJPG: [SXGA, VGA]}), clock)
    assert (reader.code, reader.size) == (MJPG, SXGA)
    assert notes == ("Passed over, as the camera does not have it: 1920 × 1080 as MJPG.",)
    assert clock.now == 0, "nothing was waited for"


def test_a_camera_that_knows_no_code_and_no_usual_size_is_taken_as_it_comes(clock: Clock) -> None:
    reader, notes = run(Device({PLAIN: [(720, 576)]}), clock)
    assert reader.size == (720, 576)
    (note,) = notes
    assert note.endswith("1280 × 720 as MJPG, 640 × 480 as MJPG, 640 × 480.")


def test_a_format_without_pictures_is_passed_over_with_the_reason(clock: Clock) -> None:
    device = Device({PLAIN: [VGA], MJPG: [HD, SXGA, VGA]}, dead={(MJPG, HD)})
    reader, notes = run(device, clock)
    assert reader.size == SXGA
    assert notes == ("Passed over 1920 × 1080 as MJPG: no picture came in 4 seconds.",)
    assert PICTURE_SECONDS <= clock.now < PICTURE_SECONDS + 1
    assert device.openings == 2, "after a failure the camera is opened afresh"


def test_what_failed_is_remembered_and_tried_again_only_when_asked(clock: Clock) -> None:
    device = Device({PLAIN: [VGA], MJPG: [HD, SXGA]}, dead={(MJPG, HD)})
    failures = Failures()
    reader, first = run(device, clock, failures=failures)
    reader.close()
    waited, device.dead = clock.now, set()
    reader, second = run(device, clock, failures=failures)
    assert (reader.size, second, clock.now) == (SXGA, first, waited)
    reader.close()
    failures.forget("1:2")
    reader, notes = run(device, clock, failures=failures)
    assert (reader.size, notes) == (HD, ())


def test_a_format_that_hangs_for_ever_is_passed_over_by_the_next_connection(clock: Clock) -> None:
    device = Device({PLAIN: [VGA], MJPG: [HD, VGA]})
    failures = Failures()
    failures.begin("1:2", formats({})[0], clock.now)  # and its read has not come back since
    reader, notes = run(device, clock, failures=failures)
    assert (reader.size, notes) == (HD, ()), "it has not hung for long"
    failures.begin("1:2", formats({})[0], clock.now)
    reader.close()
    clock.wait(PICTURE_SECONDS)
    reader, notes = run(device, clock, failures=failures)
    assert reader.size == VGA
    assert notes == (
        "Passed over 1920 × 1080 as MJPG: no picture came in 4 seconds.",
        "Passed over, as the camera does not have it: 1280 × 960 as MJPG, 1280 × 720 as MJPG.",
    )


@pytest.mark.parametrize(("size", "code"), [(HD, PLAIN), (SXGA, MJPG)])
def test_what_the_user_wants_comes_first_in_whatever_code_gives_it(clock: Clock, size, code) -> None:
    device = Device({PLAIN: [HD, VGA], MJPG: [SXGA, VGA]})
    reader, _ = run(device, clock, {"size": size_text(*size), "fps": 10.0})
    assert (reader.size, reader.code, reader.fps) == (size, code, 10.0)


def test_a_camera_without_any_picture_is_given_up_in_time_and_the_next_try_goes_on(clock: Clock) -> None:
    all_dead = {(code, size) for code in (PLAIN, MJPG) for size in SIZES}
    device = Device({PLAIN: [HD, SXGA, VGA], MJPG: [HD, SXGA, VGA]}, dead=all_dead)
    failures = Failures()
    assert run(device, clock, failures=failures) is None
    assert device.opened is None, "and it was let go of"
    assert clock.now < ALL_SECONDS + PICTURE_SECONDS
    tries = 1
    while not failures.failed("1:2", OWN, clock.now):
        assert run(device, clock, failures=failures) is None
        tries += 1
    assert tries == 2


def test_a_camera_that_cannot_be_opened_is_no_matter_of_formats(clock: Clock) -> None:
    device = Device({PLAIN: [VGA]})

    def refused() -> DeviceReader:
        reader = device.open()
        reader.close()
        return reader

    failures = Failures()
    assert choose("1:2", refused, formats({}), failures, clock, clock.wait) is None
    assert not failures.failed("1:2", formats({})[0], clock.now + 99)


def test_where_no_code_can_be_asked_for_none_is() -> None:
    assert all(not form.code for form in formats({"size": "640 × 480"}, coded=False))
    assert formats({}, coded=False)[0] == Format(1920, 1080, 30.0)


wanted_values = st.one_of(
    st.floats(), st.booleans(), st.text(max_size=12), st.sampled_from(SIZES).map(lambda s: size_text(*s))
)


@given(st.dictionaries(st.sampled_from(["size", "fps", "gain"]), wanted_values), st.booleans())
def test_whatever_is_remembered_there_is_a_list_of_sound_formats_that_ends_with_the_cameras_own(
    wanted: dict, coded: bool
) -> None:
    found = formats(wanted, coded=coded)
    assert found[-1] == OWN
    assert len(found) == len(set(found))
    assert all(form.width > 0 and form.height > 0 and form.fps > 0 for form in found[:-1])


@given(st.integers(1, 99999), st.integers(1, 99999))
def test_a_size_that_was_written_can_be_read(width: int, height: int) -> None:
    assert size_from(size_text(width, height)) == (width, height)


@pytest.mark.parametrize("text", ["", "1280", "1280x960", "0 × 480", "-1 × 480", "a × b", "² × 3", None, 5])
def test_what_is_no_size_is_none(text: object) -> None:
    assert size_from(text) is None


def test_a_hang_of_one_camera_says_nothing_of_another(clock: Clock) -> None:
    failures = Failures()
    failures.begin("1:2", OWN, clock.now)
    clock.wait(99)
    assert failures.failed("1:2", OWN, clock.now)
    assert not failures.failed("3:4", OWN, clock.now)
    failures.works("1:2", OWN)
    assert not failures.failed("1:2", OWN, clock.now)
