"""What a camera's driver on Linux says about the limits of its controls, which OpenCV does not pass on.

Source: Linux kernel, ``include/uapi/linux/videodev2.h`` and ``v4l2-controls.h``; its Video for Linux API,
VIDIOC_QUERYCTRL.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from pathlib import Path

GAIN = 0x00980913
WHITE_BALANCE_TEMPERATURE = 0x0098091A
EXPOSURE_ABSOLUTE = 0x009A0902

# struct v4l2_queryctrl: id, type, name[32], minimum, maximum, step, default, flags, reserved[2].
QUERY = struct.Struct("=II32siiiiI2I")
# _IOWR('V', 36, struct v4l2_queryctrl): both directions, size, letter, number.
VIDIOC_QUERYCTRL = 3 << 30 | QUERY.size << 16 | ord("V") << 8 | 36
_DISABLED, _READ_ONLY = 0x0001, 0x0004


@dataclass(frozen=True)
class Range:
    """Between which whole numbers a control can be set, and in what steps."""

    low: float
    high: float
    step: float = 1.0


def control_range(device: Path, control: int) -> Range | None:
    """Return the limits of a device's control.

    Parameters
    ----------
    device : Path
        Such as /dev/video0; it may be open elsewhere.
    control : int
        One of the V4L2_CID_ numbers.

    Returns
    -------
    Range or None
        None when the device does not have it or does not let it be set, or when this is no such device.
    """
    try:
        import fcntl
    except ImportError:  # not on Linux
        return None
    asked = QUERY.pack(control, 0, b"", 0, 0, 0, 0, 0, 0, 0)
    try:
        number = os.open(device, os.O_RDWR | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        answer = fcntl.ioctl(number, VIDIOC_QUERYCTRL, asked)
    except OSError:
        return None
    finally:
        os.close(number)
    return range_from(answer)


def range_from(answer: bytes) -> Range | None:
    """Return the limits in a filled v4l2_queryctrl; None when the control cannot be set."""
    _, _, _, low, high, step, _, flags, _, _ = QUERY.unpack(answer)
    if flags & (_DISABLED | _READ_ONLY) or high <= low:
        return None
    return Range(float(low), float(high), float(max(step, 1)))
