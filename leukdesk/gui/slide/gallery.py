"""The window with all cells of a session, where they are looked at and decided about."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from leukdesk.counting import many
from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.review.decision_popup import DecisionPopup
from leukdesk.gui.review.words import gives_way, shown_reason
from leukdesk.gui.slide.choosing import Choice, to_class, to_confirm, to_reject
from leukdesk.gui.slide.class_strip import ClassStrip
from leukdesk.gui.slide.gallery_model import GalleryModel
from leukdesk.gui.slide.gallery_view import GalleryView
from leukdesk.gui.slide.thumbnails import Pictures, Thumbnails
from leukdesk.history.records import Record
from leukdesk.history.review import Decision, State
from leukdesk.language import marked, number, tr
from leukdesk.settings import CELL_PIXELS

_HINT = marked(
    "Keys beside a class give it to all selected cells, Enter confirms, Del rejects; or drag cells onto a class."
)

_SIZE, _OF_SCREEN = QSize(1240, 820), 0.9  # room for some rows of cells, and the title bar stays on the screen


class Gallery(QDialog):
    """Not modal. What is decided is told by a signal; what became of it comes back by :meth:`show_cells`.

    Parameters
    ----------
    pictures : callable
        Reads the field of a record; called on a thread.
    side : int
        Pixels of a cell's picture at first.
    """

    decided = Signal(object, str)
    """A Choice, and the reason for it."""
    field_wanted = Signal(object)
    """The Record of the cell that is to be seen in its field."""
    rest_wanted = Signal()
    """All cells that are certain and that nobody has decided about are to be confirmed."""
    side_changed = Signal(int)

    def __init__(self, pictures: Pictures, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Gallery"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self._names: Mapping[str, str] = {}
        self._next: int | None = None
        self._late: tuple[Sequence[Record], Mapping[str, str], str, Container[int]] | None = None
        self._reason = ""
        self.popup: DecisionPopup | None = None
        self.thumbnails = Thumbnails(pictures, self)
        self.model = GalleryModel(self)
        self.view = GalleryView(self.model, self.thumbnails, side)
        self.strip = ClassStrip()
        self._title, self._said = ElidedLabel(), ElidedLabel()
        heavy = self._title.font()
        heavy.setWeight(heavy.Weight.DemiBold)
        self._title.setFont(heavy)
        self._said.setProperty("role", "warning")
        self.only_review = QCheckBox(tr("Needs re&view only"))
        self.keep_reason = QCheckBox(tr("Same &reason for what follows"))
        self.keep_reason.setToolTip(tr("Else a reason is asked for with every change, rejection and later decision"))
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.size_slider.setRange(*CELL_PIXELS)
        self.size_slider.setValue(side)
        self.size_slider.setFixedWidth(140)
        self.size_slider.setAccessibleName(tr("Size of the cells"))
        self.confirm, self.reject_cells = QPushButton(tr("&Confirm")), QPushButton(tr("Re&ject…"))
        self.show_field = QPushButton(tr("Show in &field"))
        self.confirm_rest = QPushButton()
        self._lay_out()
        self.only_review.toggled.connect(self._only_review)
        self.keep_reason.toggled.connect(lambda _: self._say_reason(""))
        self.size_slider.valueChanged.connect(self.view.show_side)
        self.size_slider.valueChanged.connect(self.side_changed)
        self.view.class_wanted.connect(self.give_class)
        self.view.confirm_wanted.connect(self.confirm_selected)
        self.view.reject_wanted.connect(self.reject_selected)
        self.view.field_wanted.connect(self.field_wanted)
        self.view.chosen.connect(self._offer)
        self.view.let_go.connect(self._let_go)
        self.strip.chosen.connect(self.view.show_group)
        self.strip.dropped.connect(self.give_class)
        self.confirm.clicked.connect(self.confirm_selected)
        self.reject_cells.clicked.connect(self.reject_selected)
        self.show_field.clicked.connect(lambda: self.field_wanted.emit(self.view.selected[0]))
        self.confirm_rest.clicked.connect(self._confirm_rest)
        for button in (self.confirm, self.reject_cells, self.show_field, self.confirm_rest):
            button.setAutoDefault(False)
        self._offer()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * _OF_SCREEN))
        self.view.setFocus()

    @property
    def title(self) -> str:
        """What is shown, in words."""
        return self._title.full_text

    @property
    def said(self) -> str:
        """What was said last of what was to be decided; empty after a decision that was stored."""
        return self._said.full_text

    def show_cells(
        self, cells: Sequence[Record], names: Mapping[str, str], sample: str = "", unseen: Container[int] = ()
    ) -> None:
        """Show the cells of a session as they stand.

        Parameters
        ----------
        names : mapping of class id to name
            The model's classes, in its order.
        unseen : container of int
            Numbers of the records that a signature alone has confirmed.
        """
        if self.view.under_way:
            self._late = cells, names, sample, unseen
            return
        self._late = None
        self._names = names
        self.view.show_classes(names)
        self.model.show_cells(cells, names, unseen)
        self.strip.show_groups(self.model.groups, names)
        self.thumbnails.know(self.model.shown + [each for each in cells if self.model.row_of(each.id) is None])
        self.setWindowTitle(tr("Gallery of sample {sample}").format(sample=sample) if sample else tr("Gallery"))
        self._title.set_full_text(_title(cells, sample))
        if self._next is not None and self.model.row_of(self._next) is not None:
            self.view.select([self._next])
        self._next = None
        self._offer()

    def _let_go(self) -> None:
        if self._late is not None:
            self.show_cells(*self._late)

    def begin_anew(self) -> None:
        """Another session, or another look: what was said and filtered before is of no concern."""
        self._said.set_full_text("")
        self.only_review.setChecked(False)

    def refuse(self, why: str) -> None:
        """Say why nothing was decided."""
        self._next = None
        self._said.set_full_text(why)

    def give_class(self, class_id: str) -> None:
        """Give the selected cells a class, empty to reject them."""
        self._choose(to_class(self.view.selected, class_id, self._names.get(class_id, class_id)))

    def confirm_selected(self) -> None:
        """Confirm the suggestions of the selected cells that nobody has decided about."""
        self._choose(to_confirm(self.view.selected))

    def reject_selected(self) -> None:
        """Say of the selected cells that they are none that counts."""
        self._choose(to_reject(self.view.selected))

    def forget_scan(self) -> None:
        """A scanner has typed: take it out of what is being decided."""
        if self.popup is not None:
            self.popup.forget_scan()

    def close_popup(self) -> None:
        """Decide nothing of what is being asked."""
        if self.popup is not None:
            self.popup.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Decide nothing of what is being asked."""
        self.close_popup()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Decide nothing of what is being asked."""
        self.close_popup()
        super().done(result)

    def stop(self) -> None:
        """Read no picture any more; it cannot be shown again."""
        self.close()
        self.thumbnails.close()

    # Deciding

    def _choose(self, choice: Choice) -> None:
        selected = self.view.selected
        self.close_popup()
        if not selected:
            self._said.set_full_text(tr("Select cells first."))
        elif not choice.steps:
            self._said.set_full_text(tr("The selected cells are decided so already."))
        elif choice.needs_reason and not (self.keep_reason.isChecked() and self._reason):
            self._ask(choice)
        else:
            self._tell(choice, self._reason if choice.needs_reason else "")

    def _ask(self, choice: Choice) -> None:
        stakes = gives_way(choice.cells)
        popup = DecisionPopup(choice.state, tr("{words}?").format(words=choice.words), gives_way=stakes, parent=self)
        popup.committed.connect(lambda decision: self._reasoned(choice, decision))
        popup.finished.connect(lambda _: self._popup_closed(popup))
        self.popup = popup
        popup.show()
        corner = self.view.mapToGlobal(self.view.rect().bottomRight())
        popup.move(corner.x() - popup.width() - 24, corner.y() - popup.height() - 16)

    def _reasoned(self, choice: Choice, decision: Decision) -> None:
        self._say_reason(decision.reason)
        self._tell(choice, decision.reason)

    def _tell(self, choice: Choice, reason: str) -> None:
        self._said.set_full_text("")
        self._next = self._after([each.id for each in choice.cells])
        self.decided.emit(choice, reason)

    def _confirm_rest(self) -> None:
        self._said.set_full_text("")
        self.rest_wanted.emit()

    def _after(self, decided: Sequence[int]) -> int | None:
        """Return which cell comes next when these are decided: the next one that needs review, else the next one."""
        shown = self.model.shown
        numbers = [each.id for each in shown]
        last = max((numbers.index(each) for each in decided if each in numbers), default=-1)
        rest = [each for each in (*shown[last + 1 :], *shown[: last + 1]) if each.id not in decided]
        waiting = next((each.id for each in rest if each.needs_review), None)
        return waiting if waiting is not None else next((each.id for each in rest), None)

    def _say_reason(self, reason: str) -> None:
        self._reason = reason if reason or self.keep_reason.isChecked() else ""
        said = tr("Same &reason for what follows")
        if self.keep_reason.isChecked() and self._reason:
            reason = shown_reason(self._reason)  # the common ones are kept in English
            short = reason if len(reason) < 42 else f"{reason[:40]}…"
            said = tr("Same &reason for what follows: {reason}").format(reason=short.replace("&", "&&"))
        self.keep_reason.setText(said)
        self.keep_reason.setToolTip(plain_tip(shown_reason(self._reason)))

    def _popup_closed(self, popup: DecisionPopup) -> None:
        if self.popup is popup:
            self.popup = None
            self.activateWindow()
            self.view.setFocus()

    # What is shown

    def _only_review(self, on: bool) -> None:
        self.model.show_only_review(on=on)
        self._offer()  # what was selected may be hidden now
        self.view.setFocus()

    def _offer(self) -> None:
        count = len(self.view.selectionModel().selectedIndexes())
        self.confirm.setText(tr("&Confirm {count}").format(count=number(count)) if count else tr("&Confirm"))
        self.reject_cells.setText(tr("Re&ject {count}…").format(count=number(count)) if count else tr("Re&ject…"))
        for button in (self.confirm, self.reject_cells):
            button.setEnabled(bool(count))
        self.show_field.setEnabled(count == 1)
        rest = sum(each.state is State.SUGGESTED and not each.uncertain for each in self.model.cells)
        self.confirm_rest.setText(tr("Confirm certain res&t ({count})").format(count=number(rest)))
        self.confirm_rest.setToolTip(
            tr("Confirm all cells whose suggestion is certain and that nobody has decided about")
        )
        self.confirm_rest.setEnabled(bool(rest))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2 * SPACE)
        top.addWidget(self._title, 1)
        top.addWidget(self.only_review)
        top.addWidget(QLabel(tr("Size")))
        top.addWidget(self.size_slider)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE)
        middle.addWidget(self.strip)
        middle.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(self.confirm)
        foot.addWidget(self.reject_cells)
        foot.addWidget(self.show_field)
        foot.addWidget(self.confirm_rest)
        foot.addWidget(self.keep_reason)
        foot.addWidget(self._said, 1)
        hint = ElidedLabel()
        hint.set_full_text(tr(_HINT))
        hint.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addWidget(hint)
        column.addLayout(foot)
        column.addWidget(IntendedUse())


def _title(cells: Sequence[Record], sample: str) -> str:
    review = sum(each.needs_review for each in cells)
    if sample and review:
        words = tr("{cells} of sample {sample}, {review} to review")
    elif sample:
        words = tr("{cells} of sample {sample}, none to review")
    else:
        words = tr("{cells}, {review} to review") if review else tr("{cells}, none to review")
    return words.format(cells=many(len(cells), "cell"), sample=sample, review=review)
