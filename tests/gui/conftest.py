"""The real program, offscreen; what Qt warns of or what is left behind fails the test."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle

from leukdesk.app import Options, Program, create_program
from leukdesk.gui.desk.shown import Mode
from leukdesk.gui.main_window import MainWindow
from leukdesk.gui.parts import theme
from leukdesk.gui.picture.picture_view import PictureView
from leukdesk.installing.installation import Installation
from leukdesk.paths import resources

WAIT = 120_000
"""Milliseconds; only a test that fails waits so long."""
HARMLESS = ("This plugin does not support propagateSizeHints()",)
"""What the offscreen platform says of itself."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell of a test that failed what its windows said."""
    report = yield
    if report.when == "call" and report.failed:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                said = (window.desk.mode, window.status.full_text, *window.banners.texts(), window.batch_bar.text)
                selected = [index.row() for index in window.history.table.selectionModel().selectedRows()]
                report.sections.append(("Window", "\n".join(map(str, (*said, f"selected rows: {selected}")))))
    return report


@pytest.fixture(scope="module", autouse=True)
def heap_set_aside() -> Iterator[None]:
    """Let what is left behind be looked for among a test's own objects: other tests load hundreds of thousands."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a thread, a running timer or a window."""
    threads = set(threading.enumerate())
    windows = {id(widget) for widget in qapp.topLevelWidgets()}
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    until = time.monotonic() + 3
    while set(threading.enumerate()) - threads and time.monotonic() < until:
        time.sleep(0.01)
    assert not set(threading.enumerate()) - threads, "threads left behind"
    gc.collect()
    left = [w for w in qapp.topLevelWidgets() if id(w) not in windows and w.isVisible()]
    assert not left, "windows left behind"
    timers = [t for t in gc.get_objects() if type(t) is QTimer and shiboken6.isValid(t) and t.isActive()]
    assert not timers, "timers left running"


@pytest.fixture(autouse=True)
def no_key_held(qapp: QApplication) -> Iterator[None]:
    """Let go of a Shift that a click was made with: it would stay down for the tests to come."""
    yield
    if QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyClick(QWindow(), Qt.Key.Key_Shift)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def no_qt_warnings(caplog: pytest.LogCaptureFixture, qtlog) -> Iterator[None]:
    """Fail a test during which Qt warned of something."""
    yield
    from_program = [r.getMessage() for r in caplog.records if r.name == "leukdesk.qt" and r.levelname != "INFO"]
    from_qt = [r.message for r in qtlog.records if r.log_type_name in ("QtWarningMsg", "QtCriticalMsg")]
    unexpected = [text for text in (*from_program, *from_qt) if text not in HARMLESS]
    assert not unexpected


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def start(qtbot, data_dir: Path) -> Iterator[Callable[..., Program]]:
    """Start the program as often as a test likes; it is open (models and log are there) when it is returned."""
    programs: list[Program] = []

    def begin(
        camera: str | None = None,
        files: tuple[Path, ...] = (),
        where: Path | None = None,
        installation: Installation | None = None,
    ) -> Program:
        options = Options(where or data_dir, camera, files, installation or Installation.of_this_user())
        program = create_program(options)
        programs.append(program)
        # The offscreen platform's screen is small, so the window has taken all of it.
        program.window.showNormal()
        program.window.resize(1366, 768)
        qtbot.waitUntil(lambda: program.window._station is not None, timeout=WAIT)
        return program

    yield begin
    for program in programs:
        program.close()


@pytest.fixture
def live(start, qtbot) -> Program:
    """The program with the virtual microscope running."""
    program = start(camera="virtual")
    wait_for_live(program, qtbot)
    return program


@pytest.fixture
def view(qtbot):
    """A picture view of its own, without a picture."""
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.show()
    return view


@pytest.fixture
def dressed():
    """Dress the application in a scheme; afterwards it is as it was."""
    app = QApplication.instance()
    palette, sheet, font, style = app.palette(), app.styleSheet(), app.font(), app.style().name()
    yield lambda scheme: theme.apply(app, scheme)
    app.setStyleSheet(sheet)
    app.setStyle(style)
    app.setPalette(palette)
    app.setFont(font)
    app.styleHints().setColorScheme(Qt.ColorScheme.Unknown)


@pytest.fixture
def sample() -> Path:
    """One of the rendered pictures that came with the program."""
    return resources() / "samples" / "pre-01.png"


class Still(QProxyStyle):
    """A desktop whose user turned animations off."""

    def styleHint(self, hint, option=None, widget=None, returned=None):  # noqa: N802
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, returned)


def wait_for_live(program: Program, qtbot) -> None:
    desk = program.window.desk
    qtbot.waitUntil(lambda: desk.mode is Mode.LIVE and desk.shown.frame is not None, timeout=WAIT)


def capture(program: Program, qtbot) -> None:
    """Press the space bar and wait for the result and its row."""
    window = program.window
    rows = window.history_model.rowCount()
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: window.history_model.rowCount() > rows, timeout=WAIT)


def show_picture(program: Program, qtbot, path: Path) -> None:
    """Open one file and wait until it is on the screen."""
    desk = program.window.desk
    before = desk.shown.frame
    program.window.open_paths([path])
    qtbot.waitUntil(lambda: desk.shown.frame is not None and desk.shown.frame is not before, timeout=WAIT)
