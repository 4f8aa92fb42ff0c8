"""The window: parts put together, and who tells whom. What they do is in the parts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QSplitter,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from leukdesk.capture.source import FrameSource
from leukdesk.errors import LeukdeskError
from leukdesk.gui import theme, window_state
from leukdesk.gui.about_dialog import AboutDialog
from leukdesk.gui.actions import ActionId, MenuId, build_actions, dress, fill_menus, fill_toolbar
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.answers import Answers
from leukdesk.gui.banner import BannerStack, Tone
from leukdesk.gui.batch import Batch
from leukdesk.gui.batch_bar import BatchBar
from leukdesk.gui.camera_menu import VIRTUAL, CameraMenu
from leukdesk.gui.card_dialog import CardDialog
from leukdesk.gui.desk import Desk, DeskWidgets
from leukdesk.gui.elided_label import ElidedLabel
from leukdesk.gui.enter_presses import EnterPresses
from leukdesk.gui.entry_bar import EntryBar
from leukdesk.gui.exporting import Exporter
from leukdesk.gui.history_model import HistoryModel
from leukdesk.gui.history_panel import HistoryPanel
from leukdesk.gui.icons import program_icon
from leukdesk.gui.live_controller import LiveController
from leukdesk.gui.model_picker import ModelPicker
from leukdesk.gui.picture_header import PictureHeader
from leukdesk.gui.picture_view import PictureView
from leukdesk.gui.quality_strip import QualityStrip
from leukdesk.gui.result_panel import ResultPanel
from leukdesk.gui.shown import Entry, Mode
from leukdesk.gui.stream_dialog import StreamDialog
from leukdesk.gui.theme import SPACE
from leukdesk.gui.words import NOTICE
from leukdesk.paths import DataPaths
from leukdesk.settings import Settings, SettingsNotSavedError, save_settings

if TYPE_CHECKING:
    from leukdesk.capture.devices import CameraInfo
    from leukdesk.station import Station

logger = logging.getLogger(__name__)

_READABLE = "Pictures (*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.webp);;All files (*)"


class MainWindow(QMainWindow):
    """Usable as soon as it is shown; the station (models, log) opens on the worker meanwhile."""

    def __init__(
        self,
        paths: DataPaths,
        settings: Settings,
        analyst: Analyst[Station],
        open_source: Callable[[str], FrameSource],
    ) -> None:
        super().__init__()
        self._paths, self._settings, self._analyst = paths, settings, analyst
        self._station: Station | None = None
        self._placed = False
        self.setWindowTitle("Leukdesk")
        self.setWindowIcon(program_icon())
        self.setAcceptDrops(True)
        self.answers = Answers()
        self.live = LiveController(open_source, self)
        self.history_model = HistoryModel(analyst, self.answers.label_of)
        self._make_widgets()
        self._lay_out()
        self._make_menus()
        self.desk = Desk(
            DeskWidgets(self.header, self.view, self.result, self.quality), self.live, analyst, self.answers, self.entry
        )
        self.batch = Batch(self.batch_bar, analyst, self.entry)
        self.exporter = Exporter(self.export_bar)
        self._enter = EnterPresses()
        for button in self.findChildren(QAbstractButton):
            button.installEventFilter(self._enter)
        self._connect_actions()
        self._connect_parts()
        self._restore()
        self._mode_changed()
        self.view.setFocus()

    def _make_widgets(self) -> None:
        self.header, self.view, self.banners = PictureHeader(), PictureView(), BannerStack()
        self.batch_bar, self.export_bar = BatchBar(), BatchBar()
        self.entry_bar, self.picker = EntryBar(), ModelPicker()
        self.result, self.quality = ResultPanel(), QualityStrip()
        self.history = HistoryPanel(self.history_model)
        self.status, self.keeping = ElidedLabel(inset=SPACE), QLabel()
        self.status.setAccessibleName("Status")
        self.keeping.setProperty("chip", "warning")
        self.keeping.hide()

    def _lay_out(self) -> None:
        left, right, whole = QWidget(), QWidget(), QWidget()
        column = _column(left)
        for widget in (self.header, self.banners, self.batch_bar, self.export_bar):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        column = _column(right)
        column.addWidget(self.entry_bar)
        column.addWidget(self.picker)
        column.addWidget(self.result, 1)
        column.addWidget(self.quality)
        right.setMinimumWidth(376)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._down = QSplitter(Qt.Orientation.Vertical)
        for splitter, parts in ((self._across, (left, right)), (self._down, (self._across, self.history))):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(SPACE)
            for part in parts:
                splitter.addWidget(part)
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 0)
        column = _column(whole)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE // 2)
        column.addWidget(self._down)
        self.setCentralWidget(whole)
        notice = QLabel(NOTICE)
        notice.setProperty("role", "notice")
        notice.setContentsMargins(SPACE, 0, SPACE, 0)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.status, 1)
        bar.addPermanentWidget(self.keeping)
        bar.addPermanentWidget(notice)

    def _make_menus(self) -> None:
        self.actions_by_id = build_actions(self)
        menus = fill_menus(self.menuBar(), self.actions_by_id)
        self.cameras = CameraMenu(menus[MenuId.CAMERA])
        self.cameras.fill((), self._settings.camera_key or VIRTUAL)
        self._make_scheme_menu(menus[MenuId.VIEW])
        bar = QToolBar("Toolbar")
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.toggleViewAction().setVisible(False)
        fill_toolbar(bar, self.actions_by_id)
        for action in (ActionId.CAPTURE, ActionId.LIVE):
            button = bar.widgetForAction(self.actions_by_id[action])
            assert isinstance(button, QToolButton)
            if action is ActionId.CAPTURE:
                button.setProperty("primary", "true")
            else:
                button.setMenu(self.cameras.menu_for_button)
                button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        for button in bar.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._toolbar = bar
        self.addToolBar(bar)

    def _make_scheme_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        self._schemes = QActionGroup(self)
        for scheme, text in zip(theme.SCHEMES, ("Colours of the s&ystem", "&Light", "&Dark"), strict=True):
            action = self._schemes.addAction(text)
            action.setCheckable(True)
            action.setChecked(scheme == self._settings.scheme)
            action.triggered.connect(lambda _, chosen=scheme: self.set_scheme(chosen))
            menu.addAction(action)

    def _connect_actions(self) -> None:
        act, desk, view = self.actions_by_id, self.desk, self.view
        for action, slot in (
            (ActionId.OPEN_FILES, self._open_files),
            (ActionId.OPEN_FOLDER, self._open_folder),
            (ActionId.EXPORT, self._export),
            (ActionId.QUIT, self.close),
            (ActionId.CAPTURE, desk.capture),
            (ActionId.CLASSIFY, desk.classify),
            (ActionId.CANCEL, self.batch.cancel),
            (ActionId.REGION_CLEAR, lambda: view.set_region(None)),
            (ActionId.ZOOM_IN, view.zoom_in),
            (ActionId.ZOOM_OUT, view.zoom_out),
            (ActionId.FIT, view.fit),
            (ActionId.ACTUAL_SIZE, view.actual_size),
            (ActionId.GO_SAMPLE, self.entry_bar.focus_sample),
            (ActionId.GO_PICTURE, view.setFocus),
            (ActionId.GO_FILTER, self.history.focus_filter),
            (ActionId.GO_HISTORY, self.history.focus_table),
            (ActionId.BACK, self._back),
            (ActionId.MODEL_CARD, self._open_card),
            (ActionId.ABOUT, self._about),
        ):
            act[action].triggered.connect(lambda _=False, do=slot: do())
        act[ActionId.LIVE].triggered.connect(self._toggle_live)
        act[ActionId.REGION].toggled.connect(view.set_region_tool)
        act[ActionId.MAGNIFIER].toggled.connect(view.set_magnifying)

    def _connect_parts(self) -> None:
        self.desk.logged.connect(self.history_model.refresh)
        self.batch.logged.connect(self.history_model.refresh)
        for part in (self.desk, self.batch, self.exporter):
            part.said.connect(self.status.set_full_text)
            part.failed.connect(self.banners.say)
        self.desk.recovered.connect(self.banners.take_back)
        self.desk.mode_changed.connect(self._mode_changed)
        self.batch.single.connect(self.desk.open_picture)
        self.batch.analysed.connect(self.desk.show_analysed)
        self.batch.running_changed.connect(self._mode_changed)
        self.entry_bar.done.connect(self.view.setFocus)
        self.picker.chosen.connect(self._model_chosen)
        self.picker.card_wanted.connect(self._open_card)
        self.history.chosen.connect(self.desk.show_record)
        self.history.back_wanted.connect(self._back)
        self.history_model.failed.connect(self._history_failed)
        self.cameras.chosen.connect(self.start_live)
        self.cameras.other_wanted.connect(self._open_stream)
        self.cameras.list_wanted.connect(self._list_cameras)

    # What comes from outside

    def entry(self) -> Entry:
        """Return what goes into the log with the next result."""
        return Entry(self.picker.package, self.entry_bar.sample, self.entry_bar.operator)

    def station_opened(self, station: Station) -> None:
        """The worker is ready: offer its models and its history."""
        self._station = station
        self.answers.learn(station.catalog)
        self.picker.set_catalog(station.catalog, self._settings.model_id)
        if station.log_problem is not None:
            self.keeping.setText("Results are not saved")
            self.keeping.setToolTip(str(station.log_problem))
            self.keeping.show()
            self.banners.say(
                "log", f"{station.log_problem} Pictures can be looked at and classified, but nothing is saved."
            )
        elif station.history is not None:
            for notice in station.history.notices:
                self.banners.say("log", notice, Tone.WARNING)
        if not station.catalog.packages:
            self.banners.say(
                "model", "There is no model that can be run. The model's card says why packages were refused."
            )
        self.history_model.reload()
        self._load_model()
        self._list_cameras()
        self._mode_changed()

    def station_broken(self, problem: Exception) -> None:
        """The worker could not begin: nothing but looking at live pictures is possible."""
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.status.set_full_text("Pictures cannot be classified.")
        self.banners.say("station", str(problem))

    def bug_happened(self, sentence: str) -> None:
        """Say that something went wrong that should not have."""
        self.banners.say("bug", sentence)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders, as from the command line."""
        self.batch.open(paths)

    def start_live(self, spec: str) -> None:
        """Start the live view of a source and remember it."""
        self._settings = replace(self._settings, camera_key=spec)
        self.desk.start_live(spec)
        self._list_cameras()
        self._mode_changed()

    def follow_system(self) -> None:
        """The desktop's scheme has changed."""
        if self._settings.scheme == "system":
            self.set_scheme("system")

    def set_scheme(self, scheme: theme.Scheme) -> None:
        """Change the colours, and remember it."""
        self._settings = replace(self._settings, scheme=scheme)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, scheme)

    # Actions

    def _toggle_live(self) -> None:
        if self.live.running:
            self.desk.stop_live()
        else:
            self.start_live(self._settings.camera_key or VIRTUAL)

    def _open_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Open pictures", self._settings.recent_folder, _READABLE)
        if names:
            self._settings = replace(self._settings, recent_folder=str(Path(names[0]).parent))
            self.open_paths([Path(name) for name in names])

    def _open_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Open folder", self._settings.recent_folder)
        if name:
            self._settings = replace(self._settings, recent_folder=name)
            self.open_paths([Path(name)])

    def _open_stream(self) -> None:
        dialog = StreamDialog(self._settings.recent_folder, self)
        dialog.chosen.connect(self.start_live)
        dialog.open()

    def _export(self) -> None:
        start = str(Path(self._settings.recent_folder) / "leukdesk-history.csv")
        kinds = "CSV table (*.csv);;JSON Lines (*.jsonl)"
        name, kind = QFileDialog.getSaveFileName(self, "Export history", start, kinds)
        if name:
            path = Path(name)
            if path.suffix.lower() not in (".csv", ".jsonl"):
                path = path.with_name(path.name + (".jsonl" if "jsonl" in kind else ".csv"))
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the history, as it is filtered now, to a file."""
        if self._station is not None and self._station.history is not None:
            self.exporter.start(self._station.history, self.history_model.filter, path)

    def _back(self) -> None:
        if self.desk.mode is Mode.STORED:
            self.desk.back()
        self.view.setFocus()

    def _open_card(self) -> None:
        if self._station is not None:
            package = self.picker.package
            self._open(CardDialog(self._station.catalog, package.id if package else "", self))

    def _about(self) -> None:
        self._open(AboutDialog(self._paths.root, self._paths.log_file, self))

    def _open(self, dialog: QDialog) -> None:
        # Not modal: the picture behind it stays usable.
        dialog.show()

    # What the parts tell

    def _mode_changed(self) -> None:
        act, mode = self.actions_by_id, self.desk.mode
        fresh = mode in (Mode.LIVE, Mode.CAPTURED, Mode.PICTURE)
        act[ActionId.LIVE].setChecked(self.live.running)
        act[ActionId.CLASSIFY].setEnabled(fresh)
        act[ActionId.CANCEL].setEnabled(self.batch.running)
        act[ActionId.REGION_CLEAR].setEnabled(fresh and self.view.region is not None)
        act[ActionId.EXPORT].setEnabled(self._station is not None and self._station.history is not None)
        act[ActionId.MODEL_CARD].setEnabled(self._station is not None)
        resume = mode is Mode.CAPTURED and self.live.running
        act[ActionId.CAPTURE].setIconText("Back to live" if resume else "Capture")
        self.history.set_looking_back(mode is Mode.STORED)

    def _model_chosen(self, model_id: str) -> None:
        self._settings = replace(self._settings, model_id=model_id)
        self.desk.model_changed()
        self._load_model()

    def _load_model(self) -> None:
        package = self.picker.package
        if package is None:
            return
        card = package.card
        self.result.chart.expect(tuple(c.name for c in card.classes), card.uncertain_below)
        self.status.set_full_text("Loading model…")
        # The first picture then does not wait for it.
        self._analyst.ask(
            lambda station: station.classifier(package.id), lambda _: self._model_loaded(), self._model_failed
        )

    def _model_loaded(self) -> None:
        self.banners.take_back("model")
        if self.status.full_text == "Loading model…":
            live = self.desk.mode is Mode.LIVE
            self.status.set_full_text("Live. Space: capture, classify and log." if live else "Ready.")

    def _model_failed(self, problem: Exception) -> None:
        self.status.set_full_text("The model cannot be used.")
        self._history_failed(problem, "model")

    def _history_failed(self, problem: Exception, key: str = "history") -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.banners.say(key, str(problem))

    def _list_cameras(self) -> None:
        def look(_: Station) -> list[CameraInfo]:
            from leukdesk.capture.devices import list_cameras

            return list_cameras()

        current = self._settings.camera_key or VIRTUAL
        self._analyst.ask(look, lambda found: self.cameras.fill(found, current))

    # Qt's own events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Characters that nobody took: a scanner types the next sample code."""
        text = event.text()
        control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if text and text.isprintable() and not text.isspace() and not event.modifiers() & control:
            self.entry_bar.begin_sample(text)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what was dropped."""
        event.acceptProposedAction()
        self.open_paths([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the scheme."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "actions_by_id"):
            dress(self.actions_by_id)
            self.cameras.dress()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Share out the room, the first time, where nothing was remembered."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            QTimer.singleShot(0, self, self._share_room)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stop what runs, remember how the window was left."""
        self.batch.cancel()
        self.exporter.stop()
        self.live.close()
        self._remember()
        super().closeEvent(event)

    def _share_room(self) -> None:
        if "across" not in self._settings.window:
            aside = min(max(round(0.28 * self.width()), 376), 640)
            self._across.setSizes([self._across.width() - aside, aside])
        if "down" not in self._settings.window:
            below = min(max(round(0.26 * self._down.height()), 150), 400)
            self._down.setSizes([self._down.height() - below, below])

    def _remember(self) -> None:
        self._settings = replace(
            self._settings,
            operator=self.entry_bar.operator,
            window={
                "geometry": window_state.to_text(self.saveGeometry()),
                "across": window_state.to_text(self._across.saveState()),
                "down": window_state.to_text(self._down.saveState()),
                "columns": self.history.state(),
            },
        )
        try:
            save_settings(self._paths.settings, self._settings)
        except SettingsNotSavedError as problem:
            logger.warning("%s", problem)

    def _restore(self) -> None:
        states = self._settings.window
        self.entry_bar.set_operator(self._settings.operator)
        if not window_state.restore(states, "geometry", self.restoreGeometry):
            screen = self.screen().availableGeometry().size()
            self.resize(min(round(0.9 * screen.width()), 1920), min(round(0.9 * screen.height()), 1200))
        window_state.restore(states, "across", self._across.restoreState)
        window_state.restore(states, "down", self._down.restoreState)
        self.history.restore(states.get("columns", ""))


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE)
    return column
