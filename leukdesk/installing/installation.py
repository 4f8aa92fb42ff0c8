"""The program on this station: what is there, what can be put there, and how all of it is taken away."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leukdesk.installing import holding
from leukdesk.installing.copies import Copy, copies, remove_copy, remove_left_partials
from leukdesk.installing.holding import in_use
from leukdesk.installing.how import Kind, Running, running
from leukdesk.installing.menu_entry import Entry, make_entry, read_entry, remove_entry
from leukdesk.installing.places import Places, may_go_away, user_places
from leukdesk.installing.problems import CannotReadError, CopyInUseError, InstallError
from leukdesk.installing.unpacking import Progress, size_of, unpack
from leukdesk.language import marked, tr

_WHY_NOT = {
    Kind.SOURCE: marked(
        "this program runs from its source: only the single file can put itself on a station. Start that one."
    ),
    Kind.UNPACKED: marked("this is the copy on this station. To put another one here, start its single file."),
    Kind.FOLDER: marked("this program was put here by an installer, or copied as a folder. Nothing is left to do."),
}
_PORTABLE = marked("this program is portable: a file named {marker} lies beside it. Take it away first.")
_NO_HOME = marked("this user has no home folder, where programs of one's own would lie.")


class NotHereError(InstallError):
    """The program that runs cannot put itself on the station; the message says what could."""

    code = "install-not-here"

    def __init__(self, why: str) -> None:
        super().__init__(tr("Nothing was put on this station: {why}").format(why=why))


@dataclass(frozen=True)
class Found:
    """What the program has put on this station.

    Attributes
    ----------
    entry : Entry, optional
        In the applications menu.
    copies : tuple of Copy
    """

    entry: Entry | None
    copies: tuple[Copy, ...]

    def __bool__(self) -> bool:
        return self.entry is not None or bool(self.copies)


@dataclass(frozen=True)
class Looked:
    """What there is to say of this station before anything is done.

    Attributes
    ----------
    found : Found
    build : str
        Of the program that runs.
    size : int
        Bytes that a copy takes; 0 where the program that runs makes none.
    needs_copy : bool
        Whether a menu entry is of use only with a copy: the single file may be gone tomorrow.
    has_other : bool
        A copy of another build is there.
    is_wanted : bool
        Whether to put it there makes sense: it is not there already, nothing forbids it, and there is a place for it.
    """

    found: Found
    build: str
    size: int
    needs_copy: bool
    has_other: bool
    is_wanted: bool


@dataclass(frozen=True)
class Removed:
    """What was taken away.

    Attributes
    ----------
    paths : tuple of Path
        Folders and files that are gone.
    left : tuple of str
        Sentences about what stays, and why.
    """

    paths: tuple[Path, ...]
    left: tuple[str, ...]


class Installation:
    """What can be done on this station by the program that runs.

    Parameters
    ----------
    here : Running
    places : Places, optional
        None where the user has none.
    """

    def __init__(self, here: Running, places: Places | None) -> None:
        self.here = here
        self._places = places

    @classmethod
    def of_this_user(cls) -> Installation:
        """Return that of the program that runs, and of whoever runs it."""
        return cls(running(), user_places())

    @property
    def why_not(self) -> str:
        """Why nothing can be put on this station, as the end of a sentence and what to do; empty where it can."""
        if self.here.portable_marker is not None:
            return tr(_PORTABLE).format(marker=self.here.portable_marker.name)
        if self.here.kind is not Kind.SINGLE_FILE:
            return tr(_WHY_NOT[self.here.kind])
        return "" if self._places is not None else tr(_NO_HOME)

    @property
    def build(self) -> str:
        """Name of the build that runs.

        Raises
        ------
        CannotReadError
            Its executable is gone.
        """
        try:
            return self.here.build
        except OSError as problem:
            raise CannotReadError(self.here.executable, problem) from problem

    @property
    def needs_copy(self) -> bool:
        """Whether a menu entry is of use only with a copy: the single file may be gone tomorrow."""
        return may_go_away(self.here.executable)

    def may_be_written(self) -> bool:
        """Tell whether this user may make the folder of the copies, by the rights of what is there already."""
        if self._places is None:
            return False
        programs = self._places.programs
        # Path.exists() raises where nobody may look.
        there = next(each for each in (programs, *programs.parents) if os.path.exists(each))  # noqa: PTH110
        return there.is_dir() and os.access(there, os.W_OK)

    def found(self) -> Found:
        """Return what is on this station."""
        if self._places is None:
            return Found(None, ())
        return Found(read_entry(self._places), tuple(copies(self._places.programs)))

    def is_there(self) -> bool:
        """Tell whether a whole copy of this very build is there and the menu starts it."""
        found = self.found()
        same = [each for each in found.copies if each.build == self.build and not each.damage(contents=False)]
        entry = found.entry
        return bool(same) and entry is not None and entry.is_whole and entry.target == same[0].launcher

    def look(self) -> Looked:
        """Return what there is to say of this station; asks disks, which may be slow.

        Raises
        ------
        InstallError
            The program's own files cannot be read.
        """
        found, build = self.found(), self.build
        return Looked(
            found,
            build,
            size_of(self.here.files, self.here.launcher) if self.here.kind is Kind.SINGLE_FILE else 0,
            self.needs_copy,
            any(each.build != build for each in found.copies),
            not self.why_not and not self.is_there() and self.may_be_written(),
        )

    def install(
        self,
        *,
        menu: bool,
        copy: bool,
        progress: Progress = lambda *_: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Found:
        """Unpack a copy and put the program into the applications menu, or one of both; return what is there then.

        An entry leads to the copy where there is one, else to the single file.

        Raises
        ------
        InstallError
        """
        if self._places is None or self.why_not:
            raise NotHereError(self.why_not)
        if copy or (menu and self.needs_copy):
            unpack(self.here.files, self.here.launcher, self._places.programs / self.build, progress, cancelled)
        found = self.found()
        # An entry of before would lead to a copy that has just been replaced, or to a file that starts slower.
        if menu or found.entry is not None:
            target = next((each.launcher for each in found.copies if each.build == self.build), None)
            target = target or self.here.executable
            make_entry(self._places, target, self.here.files / "resources" / "icons" / "leukdesk.svg")
        return self.found()

    def uninstall(self) -> Removed:
        """Take menu entry and copies away; what is stored stays.

        The copy that runs goes too, but on Windows; nothing that was not loaded yet can be loaded then, so the
        process should end.

        Raises
        ------
        CopyInUseError
            Another program runs from a copy; nothing was taken away.
        InstallError
            Nothing was taken away, or only a part; it can be done again.
        """
        if self._places is None:
            return Removed((), ())
        there = copies(self._places.programs)
        holding.release()
        # Asked before anything goes: a menu that leads nowhere, beside a copy that stays, would be half done.
        if running := [copy.folder for copy in there if in_use(copy.folder)]:
            holding.hold(self.here)
            raise CopyInUseError(running[0])
        removed, changed = remove_entry(self._places)
        left = [tr("{path} was changed since it was made, and stays.").format(path=path) for path in changed]
        # Whoever takes all away unpacks nothing at the same time.
        remove_left_partials(self._places.programs, older_than=0)
        try:
            for copy in there:
                try:
                    remove_copy(copy.folder)
                    removed.append(copy.folder)
                except CopyInUseError as problem:
                    left.append(self._runs_here(copy) or str(problem))
        finally:
            holding.hold(self.here)  # where it is still there
        with suppress(OSError):
            self._places.programs.rmdir()  # only where it is empty
        return Removed(tuple(removed), tuple(left))

    def _runs_here(self, copy: Copy) -> str:
        if os.name != "nt" or self.here.executable.parent != copy.folder:
            return ""
        return tr(
            "{folder} stays: it is the copy that runs, which this system does not let go. Close Leukdesk, and run the "
            'single file with --uninstall, or choose "Remove from this station" in its window.'
        ).format(folder=copy.folder)
