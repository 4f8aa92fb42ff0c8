"""What a camera's driver lets be set, found by asking it: size, rate, exposure, gain, white balance.

How OpenCV's interfaces differ is taken from their sources (modules/videoio, cap_v4l.cpp, cap_msmf.cpp, cap_dshow.cpp,
cap_avfoundation_mac.mm) and from opencv issues 9738, 17019 and 22635: a property that is not there reads as -1 or 0;
Video4Linux takes the driver's own numbers (automatic exposure is a menu: 1 by hand, 3 automatic); the interfaces of
Windows take exposure as a power of two of a second, set what was automatic to "by hand" with every number, and cannot
tell which of both is in force; that of macOS knows sizes and rates only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import cv2

from leukdesk.capture import v4l2
from leukdesk.capture.controls import Control, Value
from leukdesk.capture.formats import SIZES, Reader, size_of, size_text
from leukdesk.capture.v4l2 import Range
from leukdesk.language import marked, tr

FORMAT_CONTROLS = ("size", "fps")
"""They take effect when the camera is opened again."""
_HIGHEST_RATE = 60.0
_MILLISECONDS = 0.1  # Video4Linux counts exposure in units of 100 microseconds


@dataclass(frozen=True)
class Knob:
    """A number that a driver may let be set, and the switch that takes it out of the user's hands.

    Attributes
    ----------
    id, name, unit, tip : str
        See :class:`Control`.
    props : tuple of int
        OpenCV's properties that may mean it; the first that reads as a credible number is used.
    usual : Range
        Where the driver does not tell its limits.
    scale : float
        Units of the control in one of the driver's.
    driver_id : int
        Video4Linux's number of it; 0 on other systems.
    auto_prop : int, optional
        The switch's property.
    auto_on, auto_off : tuple of float
        Values of the switch, the first that is taken counts; none for "off" where setting the number switches it off.
    auto_tells : bool
        Whether the switch can be read.
    """

    id: str
    name: str
    props: tuple[int, ...]
    usual: Range
    unit: str = ""
    tip: str = ""
    scale: float = 1.0
    driver_id: int = 0
    auto_prop: int | None = None
    auto_on: tuple[float, ...] = (1.0,)
    auto_off: tuple[float, ...] = ()
    auto_tells: bool = True


_EXPOSURE_TIP = marked("How long each picture is exposed. By hand, pictures stay comparable.")
_EXPOSURE_POWER_TIP = marked(
    "How long each picture is exposed. By hand, pictures stay comparable. A power of two: −6 is 1/64 of a second, −7 "
    "half of that."
)
_GAIN_TIP = marked("How much the sensor's signal is amplified; more gain is more noise.")
_WHITE_TIP = marked("The colour of light that the camera takes for white.")

_EXPOSURE, _GAIN, _WHITE_BALANCE = marked("Exposure"), marked("Gain"), marked("White balance")

_V4L2 = (
    Knob("exposure", _EXPOSURE, (cv2.CAP_PROP_EXPOSURE,), Range(0.1, 500.0, 0.1), "ms", _EXPOSURE_TIP,
         _MILLISECONDS, v4l2.EXPOSURE_ABSOLUTE, cv2.CAP_PROP_AUTO_EXPOSURE, (3.0, 0.0), (1.0,)),
    Knob("gain", _GAIN, (cv2.CAP_PROP_GAIN,), Range(0, 255), "", _GAIN_TIP, 1.0, v4l2.GAIN),
    Knob("white-balance", _WHITE_BALANCE, (cv2.CAP_PROP_WB_TEMPERATURE,), Range(2800, 6500, 10), "K", _WHITE_TIP,
         1.0, v4l2.WHITE_BALANCE_TEMPERATURE, cv2.CAP_PROP_AUTO_WB, (1.0,), (0.0,)),
)  # fmt: skip
_WHITE_WINDOWS = (cv2.CAP_PROP_WB_TEMPERATURE, cv2.CAP_PROP_TEMPERATURE, cv2.CAP_PROP_WHITE_BALANCE_BLUE_U)
_WINDOWS = (
    Knob("exposure", _EXPOSURE, (cv2.CAP_PROP_EXPOSURE,), Range(-13, 0), "log₂ s", _EXPOSURE_POWER_TIP,
         auto_prop=cv2.CAP_PROP_AUTO_EXPOSURE, auto_tells=False),
    Knob("gain", _GAIN, (cv2.CAP_PROP_GAIN,), Range(0, 255), "", _GAIN_TIP),
    Knob("white-balance", _WHITE_BALANCE, _WHITE_WINDOWS, Range(2800, 6500, 10), "K", _WHITE_TIP,
         auto_prop=cv2.CAP_PROP_AUTO_WB, auto_tells=False),
)  # fmt: skip
KNOBS: Mapping[int, tuple[Knob, ...]] = {
    cv2.CAP_V4L2: _V4L2, cv2.CAP_MSMF: _WINDOWS, cv2.CAP_DSHOW: _WINDOWS, cv2.CAP_AVFOUNDATION: (),
}  # fmt: skip


class CameraControls:
    """The controls of one open camera; those of a driver that says no are not there.

    Parameters
    ----------
    reader : Reader
    knobs : tuple of Knob
        What its interface may offer.
    limits : callable
        Returns a Video4Linux control's limits; None where it is not there.
    wanted : mapping
        Set at once, as far as the driver takes it.
    """

    def __init__(
        self,
        reader: Reader,
        knobs: tuple[Knob, ...],
        limits: Callable[[int], Range | None],
        wanted: Mapping[str, Value],
    ) -> None:
        self._reader = reader
        self._offered: dict[str, tuple[Knob, int, Range]] = {}
        self._autos: dict[str, bool] = {}
        self._by_hand: dict[str, float] = {}  # as last asked for; set when the camera no longer chooses itself
        for knob in knobs:
            self._find(knob, limits, wanted)
        self.controls: tuple[Control, ...] = ()
        self._look()

    def change(self, control_id: str, value: Value) -> str | None:
        """Set one control that holds at once; an unknown one is ignored.

        Returns
        -------
        str or None
            A sentence when the driver refused it: then it is no longer offered.
        """
        control = next((c for c in self.controls if c.id == control_id), None)
        accepted = control.accepted(value) if control else None
        if control is None or accepted is None or control_id in FORMAT_CONTROLS:
            return None
        knob_id = control_id.removesuffix("-auto")
        if isinstance(accepted, bool):
            done = self._switch(knob_id, accepted)
            if not done:
                del self._autos[knob_id]
        else:
            done = self._set(knob_id, float(accepted))
            if not done:
                del self._offered[knob_id]
        self._look()
        return None if done else tr("The camera does not let {control} be set.").format(control=control.name.lower())

    def _find(self, knob: Knob, limits: Callable[[int], Range | None], wanted: Mapping[str, Value]) -> None:
        found = self._credible(knob, limits)
        if found is None:
            return
        self._offered[knob.id] = knob, *found
        low, high = found[1].low * knob.scale, found[1].high * knob.scale
        number = wanted.get(knob.id)
        if isinstance(number, int | float) and not isinstance(number, bool) and number == number:
            self._by_hand[knob.id] = min(max(float(number), low), high)
        stands = self._first_look(knob)
        auto = wanted.get(f"{knob.id}-auto")
        if stands is not None:
            self._autos[knob.id] = stands
            if isinstance(auto, bool) and auto != stands:
                self._switch(knob.id, auto)
        if knob.id in self._by_hand:
            self._set(knob.id, self._by_hand[knob.id])

    def _first_look(self, knob: Knob) -> bool | None:
        """Whether the camera chooses by itself; None when it has no such switch."""
        if knob.auto_prop is None:
            return None
        if knob.auto_tells:
            return self._auto_stands(knob)
        # What cannot be read is set, so that it is known; a camera left alone is automatic.
        return True if self._reader.set(knob.auto_prop, knob.auto_on[0]) else None

    def _credible(self, knob: Knob, limits: Callable[[int], Range | None]) -> tuple[int, Range] | None:
        told = limits(knob.driver_id) if knob.driver_id else None
        for prop in knob.props:
            value = self._reader.get(prop)
            if told is not None and told.low <= value <= told.high:
                return prop, told
            if told is None and value not in (-1.0, 0.0) and value == value:
                low, high = knob.usual.low / knob.scale, knob.usual.high / knob.scale
                if knob.unit != "K" or low / 2 <= value <= high * 2:  # else it is the blue share, not kelvin
                    return prop, Range(min(low, value), max(high, value), knob.usual.step / knob.scale)
        return None

    def _auto_stands(self, knob: Knob) -> bool | None:
        value = self._reader.get(knob.auto_prop) if knob.auto_prop is not None else -1.0
        if value in knob.auto_on:
            return True
        return False if value >= 0 else None

    def _switch(self, knob_id: str, on: bool) -> bool:
        knob, prop, _ = self._offered[knob_id]
        if knob.auto_prop is None:
            return False
        if not on and not knob.auto_off:
            done = self._reader.set(prop, self._reader.get(prop))  # any number set by hand ends it
        else:
            done = any(self._reader.set(knob.auto_prop, value) for value in (knob.auto_on if on else knob.auto_off))
        if done:
            stands = self._auto_stands(knob) if knob.auto_tells else on
            self._autos[knob_id] = on if stands is None else stands
            if not on and knob_id in self._by_hand:
                self._set(knob_id, self._by_hand[knob_id])
        return done

    def _set(self, knob_id: str, value: float) -> bool:
        knob, prop, _ = self._offered[knob_id]
        self._by_hand[knob_id] = value
        if self._autos.get(knob_id, False):
            return True  # the driver would refuse it, or take it back with the next picture
        return self._reader.set(prop, round(value / knob.scale))

    def _look(self) -> None:
        """Read what is in force."""
        found = [*self._format_controls()]
        for knob, prop, limits in self._offered.values():
            if knob.id in self._autos:
                tip = tr("Let the camera choose; its choice changes from field to field.")
                name, stands = tr("{control} automatic").format(control=tr(knob.name)), self._autos[knob.id]
                found.append(Control(f"{knob.id}-auto", name, stands, group=tr("Camera"), tip=tip))
            found.append(
                Control(
                    knob.id, tr(knob.name), self._reader.get(prop) * knob.scale, limits.low * knob.scale,
                    limits.high * knob.scale, limits.step * knob.scale, knob.unit, (), tr("Camera"), tr(knob.tip),
                )
            )  # fmt: skip
        self.controls = tuple(found)

    def _format_controls(self) -> list[Control]:
        size = size_of(self._reader)
        found = []
        if min(size) > 0:
            sizes = sorted({*SIZES, size}, reverse=True)
            choices = tuple(size_text(*each) for each in sizes)
            tip = tr("Larger pictures show more and come less often. The camera is opened again for it.")
            found.append(
                Control("size", tr("Picture size"), size_text(*size), choices=choices, group=tr("Camera"), tip=tip)
            )
        rate = self._reader.get(cv2.CAP_PROP_FPS)
        if 0 < rate <= 10 * _HIGHEST_RATE:
            tip = tr("Pictures a second that are asked for. The camera is opened again for it.")
            high = max(_HIGHEST_RATE, rate)
            found.append(Control("fps", tr("Frame rate"), rate, 1.0, high, 1.0, "/s", (), tr("Camera"), tip))
        return found
