"""The window of charts, on a real log."""

import hashlib
import random
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox

from leukdesk import INTENDED_USE
from leukdesk.gui.history.bar_chart import Legend
from leukdesk.gui.history.control_chart import ControlChart, axis_values
from leukdesk.gui.menus.actions import ActionId
from leukdesk.gui.parts.file_to_write import ask_file_to_write
from leukdesk.gui.parts.theme import tones
from leukdesk.history.events import Kind
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
    assert [point.records for point in charts.counts.days.points] == [10] * 30
    assert {bar.name: bar.number for bar in charts.counts.operators.bars} == {"Meyer": 150, "Vogt": 150}
    assert 29 in charts.drift.brightness.control.outside
    assert not set(range(20)) & set(charts.drift.brightness.control.outside)
    assert 29 not in charts.drift.focus.control.outside
    assert sorted(bar.number for bar in charts.agreement.pairs.bars) == [1, 20]
    for page in range(charts.tabs.count()):
        charts.tabs.setCurrentIndex(page)
        with qtbot.waitSignal(charts.saved, timeout=WAIT):
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


def test_its_button_closes_the_window_and_is_on_no_picture(start, qtbot, thirty_days):
    program = start()
    charts = opened(program, qtbot)
    seen = []

    class Looking(QObject):
        def eventFilter(self, watched, event):  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                seen.append(watched)
            return False

    looking = Looking()
    charts.close_button.installEventFilter(looking)
    charts._drawn(charts.statistics, identified=False)
    assert not seen
    assert charts.close_button.isVisible()
    charts.close_button.removeEventFilter(looking)
    qtbot.mouseClick(charts.close_button, Qt.MouseButton.LeftButton)
    assert not charts.isVisible()


def test_a_saved_picture_names_nobody_unless_it_is_asked_for_and_is_an_event(start, qtbot, thirty_days, tmp_path):
    program = start()
    program.window.entry_bar.set_operator("Ana")
    charts = opened(program, qtbot)
    program.window.history.set_filter("operator:Meyer S-00 state:confirmed")
    qtbot.waitUntil(lambda: "Meyer" in charts._about.text() and charts.statistics is not None, timeout=WAIT)
    seen = []

    class Looking(QObject):
        def eventFilter(self, watched, event):  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                seen.append((charts._about.text(), [bar.name for bar in charts.counts.operators.bars]))
            return False

    looking = Looking()
    charts._about.installEventFilter(looking)
    for named in (False, True):
        charts.named.setChecked(named)
        seen.clear()
        charts._drawn(charts.statistics, identified=named)
        (asked, operators), *_ = seen
        assert ("Meyer" in asked and "S-00" in asked) is named
        assert ("Meyer" in operators) is named
        assert "state:confirmed" in asked
        with qtbot.waitSignal(charts.saved, timeout=WAIT):
            charts.save(tmp_path / "charts.png")
        assert "Meyer" in charts._about.text()
    charts._about.removeEventFilter(looking)
    newest, before = program.window._station.history.events([Kind.EXPORTED])
    assert (newest.actor, newest.new["identified"], before.new["identified"]) == ("Ana", True, False)
    assert newest.new["sha256"] == hashlib.sha256((tmp_path / "charts.png").read_bytes()).hexdigest()
    assert [each.name for each in tmp_path.glob("*.png")] == ["charts.png"]


def test_a_picture_that_cannot_be_written_is_told_and_no_event(start, qtbot, thirty_days, tmp_path):
    program = start()
    charts = opened(program, qtbot)
    with qtbot.waitSignal(charts.failed, timeout=WAIT) as told:
        charts.save(tmp_path / "missing" / "charts.png")
    assert "could not be exported" in told.args[1]
    assert not program.window._station.history.events([Kind.EXPORTED])


@pytest.mark.parametrize("replaced", [True, False])
def test_a_name_that_gets_its_suffix_afterwards_replaces_nothing_unasked(
    start, qtbot, thirty_days, tmp_path, monkeypatch, replaced
):
    program = start()
    charts = opened(program, qtbot)
    (tmp_path / "charts.png").write_bytes(b"mine")
    answer = QMessageBox.StandardButton.Yes if replaced else QMessageBox.StandardButton.No
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "charts"), ""))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answer)
    path = ask_file_to_write(charts, "Save", "", "PNG (*.png)", ".png")
    assert path == (tmp_path / "charts.png" if replaced else None)


def test_the_value_axis_has_numbers_that_do_not_lie_on_each_other():
    assert axis_values((0.4, 0.5, 0.6), (0.45, 0.55), 0.01) == [0.5, 0.4, 0.6, 0.55, 0.45]
    assert axis_values((0.4, 0.5, 0.6), (0.45, 0.9), 0.08) == [0.5, 0.4, 0.6, 0.9]
    assert axis_values((0.4, 0.5, 0.6), (0.45, 0.9), 0.2) == [0.5, 0.9]
    assert axis_values((), (0.2, 0.7), 0.01) == [0.7, 0.2], "too few for limits"


def test_a_chart_of_few_values_has_numbers_too(qtbot):
    chart = ControlChart("Focus")
    qtbot.addWidget(chart)
    chart.resize(400, 130)
    day = datetime(2026, 1, 1, tzinfo=UTC)
    blank = ink_beside(chart)
    chart.show_values([(day, 0.25), (day + timedelta(days=1), 0.75)], by_day=True)
    assert chart.control is None
    assert ink_beside(chart) > blank


def ink_beside(chart) -> int:
    """Count the pixels left of the plot that are no background."""
    image = chart.grab(QRect(0, 25, 40, 80)).toImage()
    return sum(image.pixel(x, y) != image.pixel(0, 0) for x in range(image.width()) for y in range(image.height()))


def test_the_colours_of_agreement_are_named(start, qtbot, thirty_days):
    charts = opened(start(), qtbot)
    charts.tabs.setCurrentWidget(charts.agreement)
    legend = charts.agreement.findChild(Legend)
    assert legend.isVisible()
    image = legend.grab().toImage()
    colours = {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}
    t = tones(legend.palette())
    assert {QColor(t.bar).name(), QColor(t.accent).name()} <= colours
