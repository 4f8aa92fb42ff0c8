"""The gallery of the session that is shown, and what is decided and signed in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from leukdesk.counting import many
from leukdesk.differential.slide import Slide
from leukdesk.errors import LeukdeskError
from leukdesk.gui.analyst import Analyst
from leukdesk.gui.entry.sample_code import brief
from leukdesk.gui.memory import Memory
from leukdesk.gui.operators.session import Session as Shift
from leukdesk.gui.slide.choosing import Choice
from leukdesk.gui.slide.gallery import Gallery
from leukdesk.gui.slide.signing import SlideSignDialog
from leukdesk.gui.slide.storing import Stored, log_of, picture_of, sign_slide, store_choice
from leukdesk.history.session.signing import why_not_ready
from leukdesk.history.session.state import Session
from leukdesk.history.sessions import Sessions
from leukdesk.language import number, tr

if TYPE_CHECKING:
    from leukdesk.station import Station

T = TypeVar("T")
KEY = "slide"
"""Of all messages about slide sessions."""


class SlideReview(QObject):
    """Has decisions and the signature stored; tells when the session is to be read anew.

    Parameters
    ----------
    window : QMainWindow
        The dialog's parent; the gallery stands beside it.
    shift : Session
        Who is working.
    """

    said = Signal(str)
    failed = Signal(str, str)
    recovered = Signal(str)
    field_wanted = Signal(object)
    """The Record of the cell that is to be seen in its field."""
    decided = Signal()
    """Something was decided or signed, here or meanwhile by another program."""

    def __init__(
        self, window: QMainWindow, analyst: Analyst[Station], memory: Memory, shift: Shift, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._analyst, self._memory, self._shift = window, analyst, memory, shift
        self._slide: Slide | None = None
        self.gallery: Gallery | None = None
        self.sign_dialog: SlideSignDialog | None = None

    def close(self) -> None:
        """Stop what runs, and close what is open."""
        self.close_dialogs()
        self._slide = None
        if self.gallery is not None:
            self.gallery.stop()
            self.gallery.deleteLater()
            self.gallery = None

    def close_dialogs(self) -> None:
        """Nothing is decided or signed in the name of who works no more."""
        if self.sign_dialog is not None:
            self.sign_dialog.close()
        if self.gallery is not None:
            self.gallery.close_popup()

    def show_slide(self, slide: Slide) -> None:
        """Take a session as it stands now; the gallery shows it where it is open."""
        self._slide = slide
        if self.gallery is not None and self.gallery.isVisible():
            self._fill(self.gallery, slide)

    def show_gallery(self, station: Station) -> None:
        """Open the window with all cells."""
        slide = self._slide
        if slide is None:
            return
        if self.gallery is None:
            side = self._memory.settings.slide.cell_pixels
            # No child of the window: it would lie over it for good, and over the field that a cell is seen in.
            gallery = Gallery(partial(picture_of, station), side)
            gallery.decided.connect(self._decide)
            gallery.rest_wanted.connect(self._confirm_rest)
            gallery.field_wanted.connect(self.field_wanted)
            gallery.side_changed.connect(lambda side: self._memory.change_slide(cell_pixels=side))
            self.gallery = gallery
        if not self.gallery.isVisible():
            self.gallery.begin_anew()
        self._fill(self.gallery, slide)
        self.gallery.show()
        self.gallery.raise_()
        self.gallery.activateWindow()

    @staticmethod
    def _fill(gallery: Gallery, slide: Slide) -> None:
        session = slide.session
        gallery.show_cells(slide.cells, slide.classes.names, brief(session.plan.sample), session.by_signature)

    def sign(self) -> None:
        """Ask for the signature under the session; refused while something uncertain is undecided."""
        slide = self._slide
        if slide is None:
            return
        if why := why_not_ready(slide.session):
            self.failed.emit(KEY, tr("The session cannot be signed: {why}").format(why=why))
            return
        if self.sign_dialog is not None:
            self.sign_dialog.close()
        dialog = SlideSignDialog(
            slide.session, slide.tally, slide.cells, self._shift.house, self._shift.operator, self._window
        )
        dialog.wanted.connect(lambda _ids, name, pin, meaning: self._sign(slide, name, pin, meaning))
        dialog.finished.connect(lambda _: self._closed(dialog))
        self.sign_dialog = dialog
        dialog.show()

    def nobody(self, what: str) -> bool:
        """Whether nobody can work, which is said; where a name can be typed the keyboard goes there."""
        why = self._shift.why_nobody
        if why:
            self._refuse(tr("{what}: {why}").format(what=what, why=why))
            self._shift.ask_who()
        return bool(why)

    # Deciding

    def _decide(self, choice: Choice, reason: str) -> None:
        by = self._shift.operator
        if not self.nobody(tr("Nothing was decided")):
            self._ask(lambda station: store_choice(station, choice, reason, by), self._stored)

    def _stored(self, stored: Stored) -> None:
        if stored.problem is None:
            self._well(tr("Decided about {cells}.").format(cells=many(stored.count, "cell")))
            return
        said = [str(stored.problem)]
        if stored.count:
            said.insert(0, tr("Only {cells} could be decided about.").format(cells=many(stored.count, "cell")))
        self._refuse(" ".join(said))
        self.decided.emit()  # another program may have decided meanwhile

    def _confirm_rest(self) -> None:
        slide, by = self._slide, self._shift.operator
        if slide is None or self.nobody(tr("Nothing was decided")):
            return

        def done(session: Session) -> None:
            count, cells = number(session.decided), many(session.cells, "cell")
            self._well(tr("{count} of {cells} decided.").format(count=count, cells=cells))

        self._ask(lambda station: Sessions(log_of(station)).confirm_rest(slide.session.id, by, slide.stood), done)

    def _ask(self, work: Callable[[Station], T], done: Callable[[T], None]) -> None:
        self._analyst.ask(work, done, self._refused, to_be_finished=True)

    def _well(self, sentence: str) -> None:
        self.recovered.emit(KEY)
        self.said.emit(sentence)
        self.decided.emit()

    def _refused(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        self._refuse(str(problem))
        self.decided.emit()

    def _refuse(self, why: str) -> None:
        """Say it where the operator looks."""
        if self.gallery is not None and self.gallery.isVisible():
            self.gallery.refuse(why)
        else:
            self.failed.emit(KEY, why)

    # Signing

    def _sign(self, slide: Slide, name: str, pin: str, meaning: str) -> None:
        self._analyst.ask(
            lambda station: sign_slide(station, slide, name, pin, meaning),
            self._signed,
            self._not_signed,
            to_be_finished=True,
        )

    def _signed(self, session: Session) -> None:
        if self.sign_dialog is not None:
            self.sign_dialog.close()
        said = tr("Slide session with {cells} signed by {name}.")
        self._well(said.format(cells=many(session.cells, "cell"), name=session.signed_by))

    def _not_signed(self, problem: Exception) -> None:
        if not isinstance(problem, LeukdeskError):
            raise problem
        if self.sign_dialog is not None:
            self.sign_dialog.refuse(problem)
        else:
            self.failed.emit(KEY, str(problem))
        self.decided.emit()

    def _closed(self, dialog: SlideSignDialog) -> None:
        if self.sign_dialog is dialog:
            self.sign_dialog = None
            self._window.activateWindow()
