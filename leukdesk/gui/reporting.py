"""Where bugs and Qt's own messages go: into the program's log, and bugs into the window as well."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from leukdesk.language import tr

logger = logging.getLogger("leukdesk")
_qt_logger = logging.getLogger("leukdesk.qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class BugReporter(QObject):
    """Tells the window, from any thread, that something happened that should not have."""

    happened = Signal(str)
    """A sentence for the user."""
    _from_anywhere = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._from_anywhere.connect(self.happened, Qt.ConnectionType.QueuedConnection)

    def report(self, problem: BaseException) -> None:
        """Log a bug with its traceback, and tell the window without it."""
        logger.error("Unexpected error.", exc_info=(type(problem), problem, problem.__traceback__))
        # A mixed-up reporter must not make a second error out of the first one.
        self._from_anywhere.emit(
            tr(
                "Something unexpected happened: {problem}. What was stored is safe. The program's messages tell more "
                "(Help, About)."
            ).format(problem=f"{type(problem).__name__}: {problem}")
        )


@contextmanager
def reporting(reporter: BugReporter) -> Iterator[None]:
    """Send uncaught exceptions of all threads to a reporter, and Qt's messages to the log, while the program runs."""

    def from_main(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, problem, trace)
        else:
            reporter.report(problem.with_traceback(trace))

    def from_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            reporter.report(args.exc_value)

    main_before, thread_before = sys.excepthook, threading.excepthook
    qt_before = qInstallMessageHandler(_from_qt)
    sys.excepthook, threading.excepthook = from_main, from_thread
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = main_before, thread_before
        qInstallMessageHandler(qt_before)


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:  # noqa: ARG001
    _qt_logger.log(_LEVELS.get(kind, logging.WARNING), "%s", message)
