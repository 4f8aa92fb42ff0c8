"""A camera from its key to its pictures, with OpenCV itself.

No machine that runs tests has a camera, so a real stream on the loopback stands behind the name of one: it is opened by
the same reader, but takes no other size than its own and has nothing to set.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import pytest

from leukdesk.capture import camera as camera_module
from leukdesk.capture.camera import Camera
from leukdesk.capture.devices import CameraInfo
from leukdesk.capture.grabber import Grabber, Limits
from leukdesk.capture.mailbox import Mailbox
from leukdesk.capture.source import ReconnectError, SourceLostError, SourceNotFoundError, SourceOpenError
from leukdesk.imaging.frame import Frame

KEY = "046d:0825"
USUAL = ("1920 × 1080", "1280 × 960", "1280 × 720", "640 × 480")


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[CameraInfo]]:
    there: list[CameraInfo] = []
    monkeypatch.setattr(camera_module, "list_cameras", lambda: list(there))
    yield there
    camera_module._failures.forget(KEY)


def info(target: str | int, backend: int = cv2.CAP_FFMPEG) -> CameraInfo:
    return CameraInfo(KEY, "Eyepiece", target, backend)


@pytest.mark.parametrize("asked", [KEY, "046D:0825", "eyepiece"])
def test_a_camera_is_found_by_key_or_name_and_gives_pictures_in_its_own_format(plugged, network_camera, asked) -> None:
    plugged.append(info(network_camera.address))
    source = Camera(asked)
    source.open({})
    assert (source.name, source.key) == ("Eyepiece", KEY)
    picture = source.read()
    assert picture is not None
    assert picture.shape == (64, 96, 3)
    assert {control.id: control.value for control in source.controls}["size"] == "96 × 64"
    assert source.notes == (f"Passed over, as the camera does not have it: {', '.join(USUAL)}.",)
    source.close()


def test_a_size_that_it_does_not_have_is_told(plugged, network_camera) -> None:
    plugged.append(info(network_camera.address))
    source = Camera(KEY)
    source.open({"size": "640 × 480", "gain": 3.0})
    assert source.notes[-1] == "The camera does not send 640 × 480; it sends 96 × 64."
    source.close()


def test_a_rate_that_it_does_not_give_is_told_and_one_that_was_not_asked_for_is_not(plugged, film) -> None:
    plugged.append(info(str(film(fps=30))))
    source = Camera(KEY)
    rates = {}
    for fps in (60.0, 30.0, 29.97, None, True, "fast"):
        source.open({} if fps is None else {"fps": fps})
        rates[fps] = [note for note in source.notes if "a second" in note]
        source.close()
    assert rates.pop(60.0) == ["60 frames a second were asked for; the camera gives 30."]
    assert not any(rates.values())


def test_another_size_ends_the_connection_and_anything_else_does_not(plugged, network_camera) -> None:
    plugged.append(info(network_camera.address))
    source = Camera(KEY)
    source.change("size", "640 × 480")
    source.open({})
    for control_id, value in (("gain", 3.0), ("size", "96 × 64"), ("size", "large"), ("size", 5.0), ("none", True)):
        source.change(control_id, value)
        assert source.read() is not None
    source.change("size", "640 × 480")
    with pytest.raises(ReconnectError):
        source.read()
    source.close()
    source.open({"size": "640 × 480"})
    assert source.read() is not None
    source.close()


def test_the_grabber_opens_it_again_with_the_size_that_was_set(plugged, network_camera, wait_until) -> None:
    plugged.append(info(network_camera.address))
    mailbox: Mailbox[Frame] = Mailbox()
    grabber = Grabber(lambda: Camera(KEY), mailbox, Limits(first_retry=0.05))
    grabber.start()
    assert mailbox.get(5)
    grabber.change("size", "800 × 600")
    wait_until(lambda: "The camera does not send 800 × 600; it sends 96 × 64." in grabber.state.notes)
    assert mailbox.get(5)
    assert {control.id: control.value for control in grabber.state.controls}["size"] == "96 × 64", "what is in force"
    assert grabber.stop(5)


def test_a_camera_that_is_taken_away_and_comes_back_elsewhere_goes_on(plugged, network_camera, wait_until) -> None:
    plugged.append(info(network_camera.address))
    mailbox: Mailbox[Frame] = Mailbox()
    grabber = Grabber(lambda: Camera(KEY), mailbox, Limits(first_retry=0.02, longest_retry=0.05))
    grabber.start()
    assert mailbox.get(5)
    plugged.clear()
    network_camera.mode = "gone"
    wait_until(lambda: "is not connected" in grabber.state.sentence)
    assert mailbox.get() is None
    network_camera.mode = "normal"
    plugged.append(info(network_camera.address + "?another-socket"))
    wait_until(lambda: grabber.state.kind == "live")
    assert grabber.stop(5)


def test_a_camera_that_stops_says_which(plugged, film: Callable[..., Path]) -> None:
    plugged.append(info(str(film(frames=3))))
    source = Camera(KEY)
    source.open({})
    with pytest.raises(SourceLostError, match="The camera Eyepiece has stopped"):
        while source.read() is not None:
            pass
    source.close()


@pytest.mark.skipif(Path("/dev/video63").exists(), reason="such a camera is connected")
@pytest.mark.parametrize("backend", [cv2.CAP_V4L2, cv2.CAP_FFMPEG])
def test_a_camera_that_cannot_be_opened_says_what_to_do(plugged, backend, capfd: pytest.CaptureFixture[str]) -> None:
    plugged.append(info(63, backend))
    source = Camera(KEY)
    with pytest.raises(SourceOpenError, match=r"The camera Eyepiece is connected but gives no picture\. Close every"):
        source.open({})
    source.close()
    assert capfd.readouterr().err == ""


def test_the_error_names_those_that_are_there(plugged) -> None:
    plugged.append(info(0))
    with pytest.raises(SourceNotFoundError, match=r"Trinocular is not connected.*Connected are: Eyepiece\."):
        Camera("Trinocular").open({})
