"""The window of charts, on a real log."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QImage

from leukdesk import INTENDED_USE
from leukdesk.gui.actions import ActionId
from leukdesk.history.review import Decision, State
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

from .conftest import WAIT
from .test_history import PIXELS, a_record, replace


@pytest.fixture
def thirty_days(data_dir):
    """Ten records a day, on the last day with a lamp that is far too dark."""
    dice = random.Random(3)
    with History(DataPaths(data_dir)) as history:
        records = history.append_many(
            [
                (
                    replace(
                        a_record(number),
                        time=datetime(2026, 1, 1, 10, tzinfo=UTC) + timedelta(days=number // 10, minutes=number % 10),
                        quality={
                            "brightness": (0.7 if number < 290 else 0.4) + dice.gauss(0, 0.01),
                            "focus": 0.5 + dice.gauss(0, 0.01),
                        },
                    ),
                    PIXELS,
                )
                for number in range(300)
            ]
        )
        history.decide([each.id for each in records[:20]], Decision(State.CONFIRMED), "Meyer")
        history.decide([records[30].id], Decision(State.REJECTED, reason="a smudge"), "Meyer")


def opened(program, qtbot):
    program.window.actions_by_id[ActionId.CHARTS].trigger()
    charts = program.window.records.charts.window
    qtbot.waitUntil(lambda: charts.statistics is not None, timeout=WAIT)
    return charts


def test_they_show_what_the_table_is_filtered_to_and_which_day_was_too_dark(start, qtbot, thirty_days, tmp_path):
    program = start()
    charts = opened(program, qtbot)
    assert charts.statistics.records == 300
    assert [point.records for point in charts.days.points] == [10] * 30
    assert {bar.name: bar.number for bar in charts.operators.bars} == {"Meyer": 150, "Vogt": 150}
    assert 29 in charts.brightness.control.outside
    assert not set(range(20)) & set(charts.brightness.control.outside)
    assert 29 not in charts.focus.control.outside
    assert sorted(bar.number for bar in charts.agreement.bars) == [1, 20]
    for page in range(charts.tabs.count()):
        charts.tabs.setCurrentIndex(page)
        charts.save(tmp_path / f"{page}.png")
        picture = QImage(str(tmp_path / f"{page}.png"))
        assert (picture.width(), picture.height()) >= (900, 600)
    assert INTENDED_USE in [label.text() for label in charts.findChildren(type(charts._empty))]
    program.window.history.set_filter("operator:Meyer")
    qtbot.waitUntil(lambda: charts.statistics is not None and charts.statistics.records == 150, timeout=WAIT)
    assert "operator:Meyer" in charts._about.text()


def test_an_empty_history_is_said_and_closing_while_counting_is_safe(start, qtbot):
    program = start()
    charts = opened(program, qtbot)
    assert charts._empty.isVisible()
    assert not charts.tabs.isVisible()
    charts._ask()
    charts.close()
    program.window.records.charts.open()
    assert charts.isVisible()
    charts.reject()
