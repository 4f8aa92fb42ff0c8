"""What of a camera can be set, by asking its driver; drivers as OpenCV's sources describe them."""

import struct
from pathlib import Path
from typing import ClassVar

import cv2
import pytest

from leukdesk.capture import v4l2
from leukdesk.capture.camera_controls import KNOBS, CameraControls
from leukdesk.capture.v4l2 import QUERY, VIDIOC_QUERYCTRL, Range, control_range, range_from

LINUX, WINDOWS = KNOBS[cv2.CAP_V4L2], KNOBS[cv2.CAP_MSMF]


class Driver:
    """Properties that are there, with what they accept; -1 for all others, as OpenCV does it."""

    is_open = True

    def __init__(self, values: dict[int, float], refuses: set[int] = frozenset()) -> None:
        self.values = {cv2.CAP_PROP_FRAME_WIDTH: 1280.0, cv2.CAP_PROP_FRAME_HEIGHT: 960.0, cv2.CAP_PROP_FPS: 30.0}
        self.values |= values
        self.refuses = refuses
        self.asked: list[tuple[int, float]] = []

    def get(self, prop: int) -> float:
        return self.values.get(prop, -1.0)

    def set(self, prop: int, value: float) -> bool:
        self.asked.append((prop, value))
        if prop in self.refuses or prop not in self.values:
            return False
        self.values[prop] = self.taken(prop, value)
        return True

    def taken(self, prop: int, value: float) -> float:
        return value

    def read(self) -> None:
        return None

    def close(self) -> None:
        pass


class LinuxDriver(Driver):
    """A UVC camera: exposure by hand is 1, automatic 3; numbers are clamped to steps."""

    LIMITS: ClassVar = {
        v4l2.EXPOSURE_ABSOLUTE: Range(3, 2047, 1),
        v4l2.GAIN: Range(0, 100, 1),
        v4l2.WHITE_BALANCE_TEMPERATURE: Range(2800, 6500, 10),
    }

    def __init__(self, refuses: set[int] = frozenset()) -> None:
        values = {
            cv2.CAP_PROP_EXPOSURE: 157.0, cv2.CAP_PROP_GAIN: 0.0, cv2.CAP_PROP_WB_TEMPERATURE: 4600.0,
            cv2.CAP_PROP_AUTO_EXPOSURE: 3.0, cv2.CAP_PROP_AUTO_WB: 1.0,
        }  # fmt: skip
        super().__init__(values, refuses)

    def set(self, prop: int, value: float) -> bool:
        if prop == cv2.CAP_PROP_AUTO_EXPOSURE and value not in (1.0, 3.0):
            return False
        return super().set(prop, value)

    def taken(self, prop: int, value: float) -> float:
        return round(value / 10) * 10 if prop == cv2.CAP_PROP_WB_TEMPERATURE else value


class WindowsDriver(Driver):
    """Media Foundation: a number ends what is automatic, and the switch cannot be read."""

    def __init__(self) -> None:
        super().__init__({cv2.CAP_PROP_EXPOSURE: -6.0, cv2.CAP_PROP_TEMPERATURE: 5000.0})
        self.automatic = False

    def get(self, prop: int) -> float:
        return 0.0 if prop == cv2.CAP_PROP_AUTO_EXPOSURE else super().get(prop)

    def set(self, prop: int, value: float) -> bool:
        if prop == cv2.CAP_PROP_AUTO_EXPOSURE:
            assert value, "this would set the exposure to a whole second"
            self.automatic = True
            return True
        if prop == cv2.CAP_PROP_EXPOSURE:
            self.automatic = False
        return super().set(prop, value)


def linux(driver: LinuxDriver, wanted: dict | None = None) -> CameraControls:
    return CameraControls(driver, LINUX, LinuxDriver.LIMITS.get, wanted or {})


def values(controls: CameraControls) -> dict:
    return {control.id: control.value for control in controls.controls}


def test_what_a_driver_offers_is_shown_with_its_own_limits() -> None:
    controls = linux(LinuxDriver())
    assert values(controls) == {
        "size": "1280 × 960", "fps": 30.0, "exposure-auto": True, "exposure": pytest.approx(15.7), "gain": 0.0,
        "white-balance-auto": True, "white-balance": 4600.0,
    }  # fmt: skip
    exposure = next(c for c in controls.controls if c.id == "exposure")
    assert (exposure.low, exposure.high, exposure.unit) == (pytest.approx(0.3), pytest.approx(204.7), "ms")
    gain = next(c for c in controls.controls if c.id == "gain")
    assert (gain.low, gain.high) == (0, 100), "it stands at 0 and is there all the same: the driver says so"


def test_nothing_is_set_on_a_camera_that_nobody_wants_to_change() -> None:
    driver = LinuxDriver()
    linux(driver)
    assert driver.asked == []


def test_a_driver_that_offers_nothing_has_only_its_format() -> None:
    for knobs in KNOBS.values():
        controls = CameraControls(Driver({}), knobs, lambda _: None, {"gain": 3.0, "exposure-auto": False})
        assert [control.id for control in controls.controls] == ["size", "fps"]


def test_what_is_remembered_is_set_and_what_is_in_force_is_shown() -> None:
    driver = LinuxDriver()
    wanted = {"exposure-auto": False, "exposure": 20.0, "gain": 500.0, "white-balance": 3000.0, "nonsense": True}
    controls = linux(driver, wanted)
    assert driver.values[cv2.CAP_PROP_AUTO_EXPOSURE] == 1.0
    assert driver.values[cv2.CAP_PROP_EXPOSURE] == 200.0
    assert values(controls)["exposure"] == 20.0
    assert values(controls)["gain"] == 100.0, "no more than there is"
    assert values(controls)["white-balance"] == 4600.0, "left to the camera while that is automatic"


def test_a_change_is_read_back() -> None:
    driver = LinuxDriver()
    controls = linux(driver)
    assert controls.change("exposure", 5.0) is None
    assert values(controls)["exposure"] == pytest.approx(15.7), "automatic still"
    assert controls.change("exposure-auto", False) is None
    assert values(controls)["exposure"] == 5.0, "what was asked for holds from now on"
    assert controls.change("white-balance-auto", False) is None
    assert values(controls)["white-balance"] == 4600.0, "nothing was asked for"
    assert controls.change("white-balance", 3333.0) is None
    assert values(controls)["white-balance"] == 3330.0, "what the driver made of it"
    assert controls.change("white-balance-auto", True) is None
    assert values(controls)["white-balance-auto"] is True


@pytest.mark.parametrize("value", ["high", True, float("nan"), None])
def test_nonsense_is_ignored(value: object) -> None:
    driver = LinuxDriver()
    controls = linux(driver)
    assert controls.change("gain", value) is None
    assert controls.change("no such control", 3.0) is None
    assert driver.asked == []


def test_what_a_driver_refuses_is_said_and_no_longer_offered() -> None:
    controls = linux(LinuxDriver(refuses={cv2.CAP_PROP_GAIN, cv2.CAP_PROP_AUTO_WB}))
    assert controls.change("gain", 3.0) == "The camera does not let gain be set."
    assert controls.change("white-balance-auto", False) == "The camera does not let white balance automatic be set."
    assert not {"gain", "white-balance-auto"} & values(controls).keys()
    assert "white-balance" in values(controls)


def test_on_windows_a_switch_that_cannot_be_read_is_set_so_that_it_is_known() -> None:
    driver = WindowsDriver()
    controls = CameraControls(driver, WINDOWS, lambda _: None, {})
    assert driver.automatic
    assert values(controls) == {
        "size": "1280 × 960", "fps": 30.0, "exposure-auto": True, "exposure": -6.0, "white-balance": 5000.0,
    }  # fmt: skip
    assert controls.change("exposure-auto", False) is None
    assert not driver.automatic
    assert driver.values[cv2.CAP_PROP_EXPOSURE] == -6.0, "as it stood"
    assert controls.change("exposure", -8.0) is None
    assert values(controls)["exposure"] == -8.0
    again = CameraControls(WindowsDriver(), WINDOWS, lambda _: None, {"exposure-auto": False, "exposure": -9.0})
    assert (values(again)["exposure-auto"], values(again)["exposure"]) == (False, -9.0)


def test_a_blue_share_is_not_taken_for_kelvin() -> None:
    controls = CameraControls(Driver({cv2.CAP_PROP_WHITE_BALANCE_BLUE_U: 16.0}), WINDOWS, lambda _: None, {})
    assert "white-balance" not in values(controls)


# What is asked of Linux itself


def test_the_question_is_laid_out_as_the_kernel_has_it() -> None:
    assert QUERY.size == 68
    assert VIDIOC_QUERYCTRL == 0xC0445624
    answer = struct.pack("=II32siiiiIII", v4l2.GAIN, 1, b"Gain", -8, 64, 2, 5, 0x10, 0, 0)
    assert range_from(answer) == Range(-8, 64, 2), "inactive while it is automatic, but there"


@pytest.mark.parametrize(("flags", "high"), [(1, 64), (4, 64), (0, -8)])
def test_a_control_that_cannot_be_set_has_no_range(flags: int, high: int) -> None:
    assert range_from(struct.pack("=II32siiiiIII", v4l2.GAIN, 1, b"Gain", -8, high, 2, 5, flags, 0, 0)) is None


def test_what_is_no_camera_has_no_ranges(tmp_path: Path) -> None:
    text = tmp_path / "video0"
    text.write_text("no device")
    for path in (text, tmp_path, tmp_path / "absent", Path("/dev/null")):
        assert control_range(path, v4l2.GAIN) is None
