"""The worker could not begin: whatever is asked for is answered, and nothing says that it is still on its way."""

import pytest

from leukdesk import app
from leukdesk.errors import LeukdeskError

from .conftest import WAIT


class _NoStationError(LeukdeskError):
    code = "no-station"


@pytest.mark.parametrize("problem", [_NoStationError("The runtime is missing."), ZeroDivisionError("a bug")])
def test_without_a_station_nothing_waits_for_ever(qtbot, monkeypatch, data_dir, sample, problem):
    def fail(_):
        raise problem

    monkeypatch.setattr(app, "_open_station", fail)
    with app.create_program(app.Options(data_dir)) as program:
        window = program.window
        qtbot.waitUntil(lambda: bool(window.banners.texts()), timeout=WAIT)
        assert "…" not in window.picker._box.currentText()
        window.open_paths([sample])
        qtbot.waitUntil(lambda: window.status.full_text == "", timeout=WAIT)
        qtbot.wait(50)
        assert "…" not in window.status.full_text
