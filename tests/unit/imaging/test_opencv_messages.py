"""OpenCV keeps quiet whichever part of the program is loaded last, and speaks where the user wants it to."""

import os
import subprocess
import sys

import pytest

MODULES = ("leukdesk.imaging.decoding", "leukdesk.capture.reader", "leukdesk.history.png")


@pytest.mark.parametrize(("wanted", "level"), [(None, "0"), ("WARNING", "3")])
@pytest.mark.parametrize("modules", [MODULES, MODULES[::-1], *((each,) for each in MODULES)])
def test_the_level_is_the_same_whoever_comes_last(modules: tuple[str, ...], wanted: str | None, level: str) -> None:
    code = f"import {', '.join(modules)}, cv2\nprint((getattr(cv2.utils, 'logging', None) or cv2).getLogLevel())"
    environment = {name: value for name, value in os.environ.items() if name != "OPENCV_LOG_LEVEL"}
    environment |= {"OPENCV_LOG_LEVEL": wanted} if wanted else {}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == level
