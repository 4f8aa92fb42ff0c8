"""The front door with a window: the one place where its parts are put together."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from leukdesk.gui.display import require_display
from leukdesk.installing.installation import Installation
from leukdesk.message_file import MessageFile
from leukdesk.paths import DataPaths, default_data_dir
from leukdesk.settings import load_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from leukdesk.capture.source import FrameSource
    from leukdesk.gui.main_window import MainWindow
    from leukdesk.station import Station

logger = logging.getLogger(__name__)

QUIT_AFTER_VARIABLE = "LEUKDESK_QUIT_AFTER"
"""Seconds after which the program quits by itself; for trying out a frozen build."""

_STOP_SECONDS = 5.0


@dataclass(frozen=True)
class Options:
    """What the command line says about the window.

    Attributes
    ----------
    data_dir : Path, optional
        Where everything is stored; by default the user's own folder.
    camera : str, optional
        The source to start with, as `--camera` takes it.
    files : tuple of Path
        Files and folders to open.
    installation : Installation
        What this program may put on this station; by default what the process that runs may.
    """

    data_dir: Path | None = None
    camera: str | None = None
    files: tuple[Path, ...] = ()
    installation: Installation = field(default_factory=Installation.of_this_user)


class Program:
    """The running program: application, worker and window. Close it, or use it as a context manager.

    Made by :func:`create_program`.
    """

    def __init__(self, app: QApplication, window: MainWindow, paths: DataPaths, stack: ExitStack) -> None:
        self.app = app
        self.window = window
        self.paths = paths
        self._stack = stack

    def run(self) -> int:
        """Hand over to Qt until the window is closed."""
        return self.app.exec()

    def close(self) -> None:
        """Stop every thread, close the log, remove the window. May be called twice."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_program(options: Options) -> Program:
    """Build the whole program and show its window; the station opens on the worker meanwhile.

    Raises
    ------
    DisplayError
        No window can be opened here.
    """
    require_display()
    from PySide6.QtCore import Qt, QTimer

    from leukdesk.gui.analyst import Analyst
    from leukdesk.gui.main_window import MainWindow
    from leukdesk.gui.parts import theme
    from leukdesk.gui.parts.banner import Tone
    from leukdesk.gui.reporting import BugReporter, reporting
    from leukdesk.gui.speaking import speaking

    paths = DataPaths((options.data_dir or default_data_dir()).expanduser().absolute())
    if options.installation.here.portable_marker is not None:
        _keep_qt_in(paths)
    with ExitStack() as stack:
        app = _application()
        stack.callback(MessageFile(paths.log_file).close)
        reporter = BugReporter()
        stack.enter_context(reporting(reporter))
        settings = load_settings(paths.settings)
        not_spoken = stack.enter_context(speaking(app, settings.language))
        theme.apply(app, settings.scheme)
        analyst: Analyst[Station] = Analyst(lambda: _open_station(paths), lambda station: station.close())
        window = MainWindow(paths, settings, analyst, _open_source, options.installation)
        window.installing.unasked = _quit_after() is None
        stack.callback(window.installing.finish)
        stack.callback(_remove, window)
        stack.callback(analyst.stop, _STOP_SECONDS)
        stack.callback(window.records.safety.back_up_at_the_end)
        stack.callback(window.leave)
        reporter.happened.connect(window.bug_happened)
        app.styleHints().colorSchemeChanged.connect(window.schemes.follow_system)
        # The desktop's session ends: nobody is there to answer a question.
        app.commitDataRequest.connect(lambda _: window.leave(), Qt.ConnectionType.DirectConnection)
        if not_spoken:
            window.banners.say("language", not_spoken, Tone.WARNING)
        window.show()
        # From when the event loop comes round the window answers; tests/benchmarks takes the time from this line.
        QTimer.singleShot(0, window, lambda: logger.info("The window is open."))
        analyst.start(window.station_opened, window.station_broken)
        if options.camera is not None:
            window.start_live(options.camera)
        window.open_paths(options.files)
        if (seconds := _quit_after()) is not None:
            QTimer.singleShot(round(seconds * 1000), window, window.leave)
        return Program(app, window, paths, stack.pop_all())
    raise AssertionError("not reached")


def run_window(data_dir: Path | None = None, camera: str | None = None, files: Sequence[Path] = ()) -> int:
    """Open the window and stay until it is closed; return the exit status.

    Raises
    ------
    NoDisplayError
        There is no screen here; everything but the window works.
    DisplayError
        A library that Qt needs is missing.
    """
    with create_program(Options(data_dir, camera, tuple(files))) as program:
        from leukdesk.gui.ending import ended_by_signals

        with ended_by_signals(program.window.leave):
            return program.run()


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["leukdesk"])
    app.setApplicationName("leukdesk")
    app.setApplicationDisplayName("Leukdesk")
    app.setDesktopFileName("leukdesk")
    return app


def _keep_qt_in(paths: DataPaths) -> None:
    """Have what Qt and the libraries below it remember lie with the data of a portable program, not in the home.

    On Windows Qt's own file dialog remembers its size in the registry; the system's, which is used there, does not.
    """
    from PySide6.QtCore import QSettings

    # Of letters, by fontconfig.
    os.environ["XDG_CACHE_HOME"] = str(paths.root / "cache")
    # Of Qt's file dialog.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(paths.root / "qt"))


def _open_station(paths: DataPaths) -> Station:
    # Here, on the worker: it loads what reads pictures and runs models, which the window does not wait for.
    from leukdesk.station import Station

    return Station.open(paths, need_log=False)


def _open_source(spec: str) -> FrameSource:
    # Here, on the grabber's thread: it loads the video library, which the window does not wait for.
    from leukdesk.capture.devices import open_source

    return open_source(spec)


def _remove(window: MainWindow) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _quit_after() -> float | None:
    text = os.environ.get(QUIT_AFTER_VARIABLE, "")
    try:
        return float(text) if text else None
    except ValueError:
        logger.warning("%s is %r, and a number of seconds was expected.", QUIT_AFTER_VARIABLE, text)
        return None
