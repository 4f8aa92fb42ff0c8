import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from leukdesk.capture.camera import Camera
from leukdesk.capture.devices import list_cameras, name_cameras, open_source
from leukdesk.capture.source import SourceNotFoundError, SourceSpecError
from leukdesk.capture.stream import Stream, VideoFile
from leukdesk.capture.virtual.microscope import VirtualMicroscope


@dataclass
class Found:
    """What cv2-enumerate-cameras gives for a device; this machine may have none."""

    index: int
    name: str | None
    path: str | None
    vid: int | None
    pid: int | None
    backend: int = 200


def test_listing_and_a_missing_camera_leave_the_standard_error_empty() -> None:
    script = (
        "from leukdesk.capture.devices import list_cameras, open_source\n"
        "print(list_cameras())\n"
        "try: open_source('no such camera').open()\n"
        "except Exception as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    assert "The camera no such camera is not connected." in done.stdout


@pytest.mark.skipif(any(Path("/dev").glob("video*")), reason="a camera is connected")
def test_no_camera_is_an_empty_list_and_the_error_says_what_to_do() -> None:
    assert list_cameras() == []
    with pytest.raises(SourceNotFoundError, match=r"Check its cable.*virtual microscope") as caught:
        open_source("Microscope Cam").open()
    assert caught.value.code == "source-not-found"


def test_keys_are_unique_and_do_not_depend_on_the_index() -> None:
    one = Found(0, "Eyepiece", "/dev/video0", 0x046D, 0x0825)
    twins = [Found(i, "Twin", f"/dev/video{i}", 0x1234, 0x0001) for i in (2, 4)]
    odd = Found(6, None, "/dev/video6", None, None)
    keys = {camera.index: camera.key for camera in name_cameras([one, *twins, odd])}
    assert keys == {0: "046d:0825", 2: "/dev/video2", 4: "/dev/video4", 6: "/dev/video6"}
    moved = Found(8, "Eyepiece", "/dev/video8", 0x046D, 0x0825)
    assert name_cameras([moved])[0].key == "046d:0825"


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("virtual", VirtualMicroscope),
        ("virtual:seed=7,style=pre", VirtualMicroscope),
        ("http://127.0.0.1/video", Stream),
        ("rtsp://camera/1", Stream),
        ("not there.avi", VideoFile),
        ("/dev/video3", Camera),
        ("046d:0825", Camera),
        ("USB Microscope (2.0)", Camera),
    ],
)
def test_a_spec_says_what_kind_of_source_it_is(spec: str, kind: type) -> None:
    assert isinstance(open_source(spec), kind)


@pytest.mark.parametrize(
    "spec", ["", "  ", "virtual:speed=7", "virtual:seed=x", "virtual:size=9x9", "virtual:style=no"]
)
def test_a_spec_that_means_nothing_is_refused_with_an_example(spec: str) -> None:
    with pytest.raises(SourceSpecError, match="virtual"):
        open_source(spec)


def test_slow_hardware_transforms_are_off_before_opencv_loads() -> None:
    show = "os.environ['OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS'], 'cv2' in sys.modules"
    script = f"import leukdesk.capture, os, sys; print({show})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["0", "False"]
