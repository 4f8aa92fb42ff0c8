"""The window: parts put together, and who tells whom. What they do is in the parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QMenu

from leukdesk.capture.source import FrameSource, key_of
from leukdesk.capture.virtual.named import named_in
from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.desk.desk import Desk
from leukdesk.gui.desk.field_counter import OtherSlideError
from leukdesk.gui.desk.screen import Screen
from leukdesk.gui.desk.shown import Entry, Mode
from leukdesk.gui.entry.entry_bar import EntryBar
from leukdesk.gui.entry.sample_code import SampleCode
from leukdesk.gui.entry.scanner import Scanner
from leukdesk.gui.files.batch import Batch
from leukdesk.gui.files.batch_bar import BatchBar
from leukdesk.gui.files.file_dialogs import FileDialogs
from leukdesk.gui.help.help_dialogs import HelpDialogs
from leukdesk.gui.history.model import HistoryModel
from leukdesk.gui.history.panel import HistoryPanel
from leukdesk.gui.history.seen_before import SeenBefore
from leukdesk.gui.history.work import HistoryWork
from leukdesk.gui.installing.offer import InstallOffer
from leukdesk.gui.installing.work import InstallWork
from leukdesk.gui.live.camera_menu import CameraMenu
from leukdesk.gui.live.camera_offer import CameraOffer
from leukdesk.gui.live.hands_free_bar import HandsFreeBar
from leukdesk.gui.live.live_controller import LiveController
from leukdesk.gui.live.live_watching import LiveWatching
from leukdesk.gui.live.live_work import LiveWork
from leukdesk.gui.live.objective_picker import ObjectivePicker
from leukdesk.gui.live.source_choice import SourceChoice
from leukdesk.gui.memory import Memory
from leukdesk.gui.menus.actions import ActionId, MenuId
from leukdesk.gui.menus.language_menu import LanguageMenu
from leukdesk.gui.menus.mode_shown import ModeShown
from leukdesk.gui.menus.qactions import build_actions, dress, fill_menus, why_not
from leukdesk.gui.menus.scheme_menu import SchemeMenu
from leukdesk.gui.menus.toolbar import build_toolbar
from leukdesk.gui.menus.under_way import UnderWay
from leukdesk.gui.models.beside_menu import BesideMenu
from leukdesk.gui.models.model_choice import LOADING, ModelChoice
from leukdesk.gui.models.model_picker import ModelPicker
from leukdesk.gui.operators.session import Session
from leukdesk.gui.operators.work import OperatorWork
from leukdesk.gui.packages.work import PackagesWork
from leukdesk.gui.panes import Panes
from leukdesk.gui.parts.banner import BannerStack, Tone
from leukdesk.gui.parts.enter_presses import EnterPresses
from leukdesk.gui.parts.icons import program_icon
from leukdesk.gui.picture.picture_header import PictureHeader
from leukdesk.gui.picture.picture_view import PictureView
from leukdesk.gui.recorder import Recorder
from leukdesk.gui.result.answers import Answers
from leukdesk.gui.result.quality_strip import QualityStrip
from leukdesk.gui.result.result_panel import ResultPanel
from leukdesk.gui.review.work import ReviewWork
from leukdesk.gui.saving import Saving
from leukdesk.gui.slide.aside import Aside
from leukdesk.gui.slide.panel import SlidePanel
from leukdesk.gui.slide.part import SlidePart
from leukdesk.gui.slide.resume_offer import ResumeOffer
from leukdesk.gui.station_messages import StationMessages
from leukdesk.gui.status_line import StatusLine
from leukdesk.gui.window_state import WindowState
from leukdesk.history.records import Record
from leukdesk.inference.package import FILE_SUFFIX as MODEL_SUFFIX
from leukdesk.installing.installation import Installation
from leukdesk.language import tr
from leukdesk.paths import DataPaths
from leukdesk.settings import Settings

if TYPE_CHECKING:
    from leukdesk.station import Station


class MainWindow(QMainWindow):
    """Usable as soon as it is shown; the station (models, log) opens on the worker meanwhile."""

    def __init__(
        self,
        paths: DataPaths,
        settings: Settings,
        analyst: Analyst[Station],
        open_source: Callable[[str], FrameSource],
        installation: Installation,
    ) -> None:
        super().__init__()
        self._analyst = analyst
        self._station: Station | None = None
        self._placed = self._leaving = False
        self.setWindowTitle("Leukdesk")
        self.setWindowIcon(program_icon())
        self.setAcceptDrops(True)
        self.memory = Memory(paths.settings, settings)
        self._saving = Saving(self.memory, analyst, self)
        self.answers = Answers()
        self.live = LiveController(open_source, self)
        self.watching = LiveWatching(self)
        self.history_model = HistoryModel(analyst)
        self._make_widgets()
        self._make_menus()
        screen = Screen(self.header, self.view, self.result, self.quality, self.memory)
        self.desk = Desk(screen, self.live, self.watching, analyst, self.answers, self.entry)
        self.work = LiveWork(
            self, screen, self.desk, self.hands_free_bar, self.objective_picker, self.actions_by_id, self._camera_menu,
            self.live, self.watching, self.memory, analyst, self.entry,
        )  # fmt: skip
        self.batch = Batch(self.batch_bar, analyst, self.entry)
        self.model = ModelChoice(self.picker, self.result.chart, self.memory, analyst)
        self.dialogs = FileDialogs(self, self.memory)
        self.session = Session(self, self.entry_bar, self.memory)
        self.operators = OperatorWork(self, self.actions_by_id, self.entry_bar, self.session, analyst, self.memory)
        self.records = HistoryWork(
            self, self.actions_by_id, self.history, self.history_model, self.export_bar, self.desk, analyst,
            self.memory, lambda: self.entry().named(), lambda: self.under_way.keeps_log, self.session.may,
        )  # fmt: skip
        self.review = ReviewWork(
            self, self.actions_by_id, self.result.review, self.status, self.history, self.history_model, self.desk,
            analyst, self.memory, self.session,
        )  # fmt: skip
        self.slide = SlidePart(
            self, self.aside, self.slide_panel, self.resume_offer, self.entry_bar, self.picker, self.work.hands_free,
            self.batch, self.records.jobs, analyst, self.memory, self.session, self._go_live,
        )  # fmt: skip
        self.recorder = Recorder(analyst, lambda: self.entry().named().operator, self)
        self.memory.differs = self.recorder.changed
        self.work.objectives.calibrated.connect(self.recorder.calibrated)
        self.under_way = UnderWay(self.batch, self.records, self.work.hands_free)
        self.packages = PackagesWork(
            self, self.actions_by_id, analyst, self.memory, self.records.jobs, self.session,
            lambda model_id: self.under_way.keeps_models or self.slide.why_model_stays(model_id),
        )  # fmt: skip
        self._mode = ModeShown(
            self.desk, self.live, self.under_way, self.view, self.cameras, self.objective_picker, self.history,
            self.seen_before, self.actions_by_id, self.toolbar, self.slide,
        )  # fmt: skip
        self.sample_code = SampleCode(self.entry_bar, self.work.hands_free, self.view)
        self._camera_offer = CameraOffer(self.live, self.banners, self.start_live)
        self._messages = StationMessages(self.status, self.banners)
        self._help = HelpDialogs(self, self.actions_by_id, self.picker, paths, installation.here)
        self.installing = InstallWork(
            self, self.actions_by_id, self.install_offer, self.records.jobs, self.memory, installation, paths.root
        )
        self._state = WindowState(self, self.panes, self.history)
        self.scanner = Scanner(self)
        self._enter = EnterPresses()
        for button in self.findChildren(QAbstractButton):
            button.installEventFilter(self._enter)
        self._connect_actions()
        self._connect_parts()
        self._state.restore(settings.window)
        self._mode_changed()
        self.view.setFocus()

    def _make_widgets(self) -> None:
        self.header, self.view, self.banners = PictureHeader(), PictureView(), BannerStack()
        self.batch_bar, self.export_bar = BatchBar(), BatchBar()
        self.hands_free_bar, self.objective_picker = HandsFreeBar(), ObjectivePicker()
        self.result, self.quality = ResultPanel(), QualityStrip()
        self.slide_panel, self.resume_offer = SlidePanel(), ResumeOffer()
        self.install_offer = InstallOffer()
        self.aside = Aside((self.result, self.quality), self.slide_panel)
        self.history = HistoryPanel(self.history_model)
        self.seen_before = SeenBefore(self._analyst, lambda: self.entry_bar.sample, self.result.say_seen)
        self.entry_bar, self.picker = EntryBar(self.seen_before), ModelPicker()
        self.panes = Panes(
            (
                self.header,
                self.banners,
                self.resume_offer,
                self.install_offer,
                self.batch_bar,
                self.export_bar,
                self.objective_picker,
                self.hands_free_bar,
                self.view,
            ),
            self.view,
            (self.entry_bar, self.picker, self.aside),
            self.aside,
            self.history,
        )
        self.setCentralWidget(self.panes)
        self.status = StatusLine()
        self.setStatusBar(self.status)

    def _make_menus(self) -> None:
        self.actions_by_id = build_actions(self)
        menus = fill_menus(self.menuBar(), self.actions_by_id)
        self._camera_menu = menus[MenuId.CAMERA]
        self.cameras = CameraMenu(self._camera_menu)
        self.sources = SourceChoice(self.cameras, self.memory, self._analyst)
        self.schemes = SchemeMenu(menus[MenuId.VIEW], self.memory)
        self.languages = LanguageMenu(menus[MenuId.VIEW], self.memory, self.banners)
        self.beside = BesideMenu(menus[MenuId.PICTURE], self.picker, self.memory, self._analyst)
        self.toolbar = build_toolbar(self.actions_by_id, self.cameras.menu_for_button)
        self.addToolBar(self.toolbar)

    def _connect_actions(self) -> None:
        act, desk, view = self.actions_by_id, self.desk, self.view
        for action, slot in (
            (ActionId.OPEN_FILES, self.dialogs.ask_files),
            (ActionId.OPEN_FOLDER, self.dialogs.ask_folder),
            (ActionId.QUIT, self.close),
            (ActionId.CAPTURE, desk.take_step),
            (ActionId.PAUSE, desk.pause),
            (ActionId.CALIBRATE, self._calibrate),
            (ActionId.CLASSIFY, desk.classify),
            (ActionId.CANCEL, self.under_way.cancel),
            (ActionId.REGION_CLEAR, lambda: view.choose_region(None)),
            (ActionId.ZOOM_IN, view.zoom_in),
            (ActionId.ZOOM_OUT, view.zoom_out),
            (ActionId.FIT, view.fit),
            (ActionId.ACTUAL_SIZE, view.actual_size),
            (ActionId.GO_SAMPLE, self.entry_bar.focus_sample),
            (ActionId.GO_PICTURE, view.setFocus),
            (ActionId.GO_FILTER, self.history.focus_filter),
            (ActionId.GO_HISTORY, self.history.focus_table),
            (ActionId.BACK, self._back),
            (ActionId.NEW_SLIDE, self.slide.counting.ask_new),
            (ActionId.SLIDES, self.slide.counting.ask_sessions),
            (ActionId.GALLERY, self.slide.work.show_gallery),
            (ActionId.PAUSE_SLIDE, self.slide_panel.pause.click),
            (ActionId.END_SLIDE, self.slide.counting.end),
        ):
            act[action].triggered.connect(lambda _=False, do=slot: do())
        act[ActionId.LIVE].triggered.connect(self._toggle_live)
        act[ActionId.REGION].toggled.connect(view.set_region_tool)
        act[ActionId.CELL_TOOL].toggled.connect(lambda on: view.cells.set_tool(on=on))
        # One drag cannot mean both.
        for one, other in ((ActionId.REGION, ActionId.CELL_TOOL), (ActionId.CELL_TOOL, ActionId.REGION)):
            act[one].triggered.connect(lambda on, other=act[other]: other.setChecked(other.isChecked() and not on))
        act[ActionId.CELL_REMOVE].triggered.connect(view.cells.remove)
        act[ActionId.CELL_UNDO].triggered.connect(view.cells.undo)
        view.cells.edited.connect(lambda _: self._mode_changed())
        view.cells.changed.connect(lambda: act[ActionId.CELL_REMOVE].setEnabled(view.cells.can_remove))
        act[ActionId.CELL_REMOVE].setEnabled(view.cells.can_remove)
        act[ActionId.MAGNIFIER].toggled.connect(view.set_magnifying)

    def _connect_parts(self) -> None:
        for logged in (self.desk.logged, self.batch.logged, self.work.logged):
            logged.connect(lambda _: self.history_model.refresh())
            logged.connect(lambda _: self.review.watch.look())
            logged.connect(lambda _: self.slide.look())
        for logged in (self.desk.answered, self.work.logged):
            logged.connect(self.seen_before.logged)
        self.batch.began.connect(self.seen_before.begin)
        self.batch.logged.connect(self.seen_before.logged_too)
        self.entry_bar.sample_changed.connect(self.seen_before.sample_changed)
        self.scanner.scanned.connect(lambda _: self.review.forget_scan())
        self.scanner.scanned.connect(self.slide.scanned)
        self.desk.failed.connect(lambda *_: self.slide.look())
        self.work.failed.connect(lambda *_: self.slide.look())
        self.slide.field_wanted.connect(self._show_field)
        self.slide.decided.connect(self.history_model.refresh)
        self.slide.decided.connect(self.review.watch.look)
        self.slide.changed.connect(self._mode_changed)
        for signal in (self.slide.changed, self.model.changed, self.entry_bar.sample_changed):
            signal.connect(self._take_back_other_slide)
        parts = (
            self.desk, self.batch, self.records, self.model, self.work, self.session, self.review, self.sample_code,
            self.slide, self.packages,
        )  # fmt: skip
        self.packages.renewed.connect(self._models_renewed)
        self.beside.failed.connect(self.banners.say)
        for teller in (*parts, self.operators, self.installing):
            teller.said.connect(self.status.say)
            teller.failed.connect(self.banners.say)
        for part in (*parts, self.under_way, self.beside):
            part.recovered.connect(self.banners.take_back)
        self.review.watch.looked.connect(lambda looked: self.desk.cells.decided(looked.decided))
        self.review.watch.looked.connect(lambda looked: self.slide.look() if looked.decided else None)
        self.desk.cells.rejection_wanted.connect(self.review.reject)
        self.session.left.connect(self.review.close_dialogs)
        self.session.left.connect(self.records.safety.close_dialogs)
        self.records.warned.connect(self.banners.say)
        self.batch.why_not = lambda: self.records.safety.restoring.why_not
        self.records.replaced.connect(self._log_replaced)
        self.records.safety.archive_due.connect(
            lambda sentence: self.banners.offer("archive-due", sentence, tr("Archive…"), self.records.safety.archive)
        )
        self.model.changed.connect(self.work.model_changed)
        self.model.changed.connect(self.desk.model_changed)
        self.model.loaded.connect(self._model_loaded)
        self.work.choices.suggestions_stopped.connect(self.desk.suggestions_stopped)
        self.scanner.scanned.connect(self.work.controls.panel.forget_typing)
        self.scanner.listen_to_popup(self.objective_picker.box.view())
        self.objective_picker.calibrate_wanted.connect(self._calibrate)
        self.sources.offered.connect(self._camera_offer.offer)
        self.sources.gone.connect(lambda _: self._camera_offer.take_back())
        self.desk.mode_changed.connect(self._mode_changed)
        self.batch.single.connect(self.desk.open_picture)
        self.batch.analysed.connect(self.desk.show_analysed)
        self.under_way.changed.connect(self._mode_changed)
        self.entry_bar.done.connect(self.view.setFocus)
        self.entry_bar.sample_changed.connect(self.batch.sample_changed)
        self.entry_bar.sample_entered.connect(lambda: self.work.hands_free.begin_anew(elsewhere=True))
        self.entry_bar.typing_changed.connect(self.sample_code.typing_changed)
        self.scanner.scanned.connect(self.sample_code.scanned)
        for popup in (*self.findChildren(QMenu), self.picker.popup):
            self.scanner.listen_to_popup(popup)
        self.history.chosen.connect(self.desk.show_record)
        self.history.back_wanted.connect(self._back)
        self.cameras.chosen.connect(self.start_live)
        self.cameras.other_wanted.connect(self.dialogs.ask_stream)
        self.dialogs.opened.connect(self.open_paths)
        self.dialogs.source_chosen.connect(self.start_live)

    # What comes from outside

    def entry(self) -> Entry:
        """Return what goes into the log with the next result."""
        package, bar = self.picker.package, self.entry_bar
        return Entry(package, bar.sample, bar.operator, self.slide.counter, self.beside.package, self.slide.rests)

    def station_opened(self, station: Station) -> None:
        """The worker is ready: offer its models and its history."""
        self._station = station
        self._learn_models(station)
        self._messages.tell(station)
        self.records.open(station)
        self.operators.open(station)
        self.review.open(station)
        self.slide.open(station)
        self.recorder.open()
        self.model.load()
        self.sources.look()
        self.work.open(station)
        self.sources.watch(on=True)
        self.installing.open()
        self._mode_changed()
        self.packages.open(station)

    def station_broken(self, problem: Exception) -> None:
        """The worker could not begin: nothing but looking at live pictures is possible."""
        self.status.say(tr("Pictures cannot be classified."))
        self.picker.set_broken()
        if not isinstance(problem, LeukdeskError):
            raise problem
        self.banners.say("station", str(problem))

    def bug_happened(self, sentence: str) -> None:
        """Say that something went wrong that should not have."""
        self.banners.say("bug", sentence)
        self.desk.bug_happened()
        if self.status.full_text.endswith("…") and not self.desk.busy and not self.batch.running:
            self.status.say("")

    def leave(self) -> None:
        """Close the window without asking."""
        self._leaving = True
        self.close()

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files and folders, as from the command line; a model package is checked, then asked about."""
        models = [path for path in paths if path.suffix.lower() == MODEL_SUFFIX]
        if models:
            self.packages.install_files(models)
        self.batch.open([path for path in paths if path not in models])

    def start_live(self, spec: str) -> None:
        """Start the live view of a source and remember it."""
        self.batch.dismiss()
        self.sources.choose(spec)
        self.work.source_changes()
        remembered, named = self.memory.camera(key_of(spec)).controls, named_in(spec)
        self.desk.start_live(spec, {each: value for each, value in remembered.items() if each not in named})

    # Actions

    def _toggle_live(self) -> None:
        if self.live.running and self.desk.mode is Mode.LIVE:
            self.desk.stop_live()
            self.work.source_changes()
        elif self.live.running:
            self.desk.go_live()
        else:
            self.start_live(self.sources.spec)

    def _calibrate(self) -> None:
        wizard = self.work.objectives.calibrate(self.entry_bar.operator, self)
        if wizard is not None and wizard.isVisible():
            wizard.raise_()
        elif wizard is not None:
            wizard.show()

    def _go_live(self) -> None:
        if not self.live.running:
            self.start_live(self.sources.spec)
        elif self.desk.mode is not Mode.LIVE:
            self.desk.go_live()
        self.view.setFocus()

    def _show_field(self, record: Record) -> None:
        """Show a cell of the gallery in its field."""
        self.desk.show_record(record)
        self.raise_()
        self.activateWindow()

    def _back(self) -> None:
        if self.desk.mode is Mode.STORED:
            self.desk.back()
        self.view.setFocus()

    # What the parts tell

    def _mode_changed(self) -> None:
        self._mode.show(self._station)
        if self._station is not None:
            self._messages.look_again(self._station)

    def _take_back_other_slide(self) -> None:
        """Leave nothing said of another sample code or model than the session's where that is so no more."""
        if self.slide.counter is None or not self.slide.counter.why_not(self.entry()):
            self.banners.take_back(OtherSlideError.code)

    def _learn_models(self, station: Station) -> None:
        self.answers.learn(station.catalog)
        self.picker.set_catalog(station.catalog, self.memory.settings.model_id)
        self._help.learn(station.catalog)
        self.beside.learn(station.catalog)

    def _models_renewed(self) -> None:
        """Offer the models as they are now; what was asked of one that is gone is asked of the one in its place."""
        if self._station is None:
            return
        before = self.picker.package
        self._learn_models(self._station)
        self.recorder.open()
        if self.picker.package != before:
            self.model.changed.emit()
            self.model.load()

    def _log_replaced(self, another: bool) -> None:
        """Show nothing of the log before any more; where it is another one, let nobody go on working unasked."""
        self.desk.log_replaced()
        self.review.log_replaced()
        self.slide.log_replaced()
        self.packages.close_dialogs()
        if another:
            self.operators.log_replaced()
        self.seen_before.sample_changed()
        if self._station is not None:
            self._messages.tell(self._station)
        self._mode_changed()

    def _model_loaded(self) -> None:
        if self.status.full_text == tr(LOADING):
            self.status.say(self.desk.prompt)

    # Qt's own events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Say why a key does nothing now, or what to do to somebody who types where nothing can be typed."""
        if why := why_not(self.actions_by_id.values(), QKeySequence(event.keyCombination())):
            self.status.say(why)
            return
        control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.text().strip().isprintable() and event.text().strip() and not event.modifiers() & control:
            self.status.say(tr("F2: type a sample code. A barcode scanner is understood at any time."))
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
            self._mode_changed()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Share out the room, the first time, where nothing was remembered."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self.scanner.listen_to(self)
            QTimer.singleShot(0, self, self._state.share_room)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask while something is under way; else stop what runs and remember how the window was left."""
        if self.under_way.sentence and not self._leaving:
            event.ignore()
            self.banners.say("leave", self.under_way.sentence, Tone.WARNING, tr("Stop and close")).acted.connect(
                self.leave
            )
            return
        self._analyst.mute()
        self.batch.cancel()
        self.records.close()
        self.seen_before.stop()
        self.review.close()
        self.slide.close()
        self.operators.close()
        self.packages.close()
        self.installing.close()
        self.work.close()
        self.sources.watch(on=False)
        self.live.close()
        self.memory.change(window=self._state.read())
        self.recorder.flush()
        self._saving.finish()
        super().closeEvent(event)
