import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leukdesk.capture.camera import Camera
from leukdesk.capture.devices import list_cameras, name_cameras, open_source
from leukdesk.capture.source import SourceNotFoundError, SourceSpecError, without_password
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


@pytest.mark.parametrize("spec", ["~nobody-of-that-name/film", "x" * 5000, "/" + "y" * 300 + ".mp4"])
def test_a_spec_that_no_file_can_have_is_told_in_a_sentence(spec: str) -> None:
    with pytest.raises(SourceSpecError) as caught:
        open_source(spec)
    assert spec[:20] in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() != 0, reason="changes its user")
def test_a_film_in_a_folder_of_somebody_else_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").touch()
    tmp_path.chmod(0o700)
    os.seteuid(65534)
    try:
        with pytest.raises(SourceSpecError, match="Permission denied"):
            open_source(str(tmp_path / "film.mp4"))
    finally:
        os.seteuid(0)


NAMES = ["user", "usr", "username", "login", "pwd", "pass", "passwd", "password", "auth", "token", "key"]
SECRETS = st.text(st.characters(codec="utf-8", exclude_characters="&@", exclude_categories=["Cc"]), min_size=1).map(
    lambda text: f"SECRET{text}SECRET"
)
HARMLESS = st.tuples(
    st.sampled_from(["channel", "res", "keyframe", "passage", "x"]), st.from_regex(r"[0-9a-z]+", fullmatch=True)
)


@st.composite
def credentials(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(NAMES))
    return "".join(draw(st.sampled_from([letter.lower(), letter.upper()])) for letter in name), draw(SECRETS)


@given(
    st.sampled_from(["http://10.0.0.7", "rtsp://ana:SECRET@cam:554", "https://SECRET@cam", "http://cam/SNAP.cgi"]),
    st.sampled_from(["?", "/?", "/"]),
    st.lists(st.one_of(HARMLESS, credentials())),
)
def test_no_password_is_left_in_an_address_and_nothing_else_is_lost(
    host: str, begin: str, pairs: list[tuple[str, str]]
) -> None:
    address = host + begin + "&".join("=".join(pair) for pair in pairs)
    public = without_password(address)
    assert "SECRET" not in public
    harmless = [f"{name}={value}" for name, value in pairs if "SECRET" not in value]
    assert [part for part in re.split("[?&/]", public) if "=" in part] == harmless
    assert without_password(public) == public
    assert "SECRET" not in open_source(address).name


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("http://cam/video?user=ana&pwd=geheim", "http://cam/video"),
        ("http://cam/video?a=1;PWD=ge;heim&b=2", "http://cam/video?a=1;b=2"),
        ("rtsp://cam:554/user=ana&password=geheim&channel=1&stream=0.sdp", "rtsp://cam:554/channel=1&stream=0.sdp"),
        ("rtsp://ana:geheim@cam/live?", "rtsp://cam/live?"),
        ("/films/key=3&user=4.mp4", "/films/key=3&user=4.mp4"),
    ],
)
def test_an_address_without_its_password(address: str, public: str) -> None:
    assert without_password(address) == public
