"""The same cell in two fields that overlap: a stage moved by hand shows many a cell twice.

Fields that overlap by a good part are laid over each other by all that is in them (:mod:`leukdesk.imaging.motion`). Of
fields that share only a strip the cells themselves are the marks: two that look alike say how the fields would have to
lie, and the strip that is then common has to be the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.cell import Cell
from leukdesk.imaging.motion import FieldView, Pattern, cells_without_light
from leukdesk.imaging.resizing import reduced

Floats = NDArray[np.float32]

_SIDE = 320  # pixels of the longer side of the copy in which strips are compared: a white cell is 15 to 40 wide
_CANDIDATE = 0.35  # coarse likeness from which two fields are compared closely
_FACE = 24  # pixels a side of the picture of a cell that is compared with others
_AROUND = 1.6  # diameters that such a picture is wide
_ALIKE = 0.7  # correlation of two such pictures, from which they may be one cell
_ASIDE = 0.12  # diameters by which the middles of two boxes around one cell may differ
_MOST_ALIKE = 3  # other cells that one is taken for, at most
_MOST_OF_FIELD = 2  # of one field, beyond these
_SAME, _SAME_CORNER = 0.75, 0.92
"""Correlation from which what two fields have in common is the same; the higher one in a small corner.

On the virtual slide it is 0.93 and more where the fields truly overlap. Where they do not, and were laid over each
other by two cells that look alike, it is below 0.6, but in a corner as large as the cells themselves up to 0.85.
"""
_MUCH = 0.15  # of the field
_CORNER = 8.0  # diameters of a cell, squared: what has a smaller area is such a corner
_LEAST_STRIP = 10  # pixels; in less there is no whole cell
_SLACK = 3  # pixels by which the middle of a box, and so the shift that two cells tell, may be wrong
_ONE_CELL = 0.5  # diameters between the middles of two boxes that are of one cell


@dataclass(frozen=True, eq=False)
class _Known:
    """A field that was counted; its fine pattern, ten times as large as all of this, is made when it is needed.

    Attributes
    ----------
    name : str
        By which whoever asks knows the field.
    shape : tuple of int
        Height and width in pixels.
    small : array, uint8
        Of :class:`FieldView`.
    plain : array, uint8
        The cells without the light, 128 where there is nothing.
    """

    name: str
    shape: tuple[int, int]
    small: NDArray[np.uint8]
    coarse: Pattern
    plain: NDArray[np.uint8]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, eq=False)
class Sight:
    """What was seen of a field's cells.

    Attributes
    ----------
    known_in : tuple of str or None
        For each cell, the name of the first field that has shown it; None for a new one.
    field, faces
        By which it is known again.
    """

    known_in: tuple[str | None, ...]
    field: _Known
    faces: tuple[Floats, ...]

    @property
    def before(self) -> tuple[bool, ...]:
        """For each cell, whether it was counted before."""
        return tuple(each is not None for each in self.known_in)


@dataclass(frozen=True)
class _Moved:
    """By how far, in pixels, a new field's cells have to be moved to lie on a known field's."""

    dx: float
    dy: float


@dataclass(eq=False)
class SeenCells:
    """The cells of a slide that were counted. Not to be used by several threads at once.

    A field takes some 200 kB and up to some milliseconds to compare.
    """

    _fields: list[_Known] = field(default_factory=list)
    _faces: list[tuple[int, int, Floats]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._fields)

    def look(
        self,
        pixels: NDArray[np.uint8],
        cells: Sequence[Cell],
        name: str = "",
        among: Container[tuple[str, Cell]] | None = None,
    ) -> Sight:
        """Look which cells of a field were counted before; the field is not remembered yet.

        Parameters
        ----------
        pixels : array, uint8, shape (H, W, 3), RGB
        cells : sequence of Cell
            Only whole ones: of a cell that is cut, too little is seen to know it again.
        name : str
            Under which the field is remembered.
        among : container of (str, Cell), optional
            The known cells that matter, each with the name of its field; without it, all do.
        """
        view = FieldView(pixels)
        known = _known(name, view, pixels, cells)
        faces = [_faces(pixels, cell) for cell in cells]
        return Sight(tuple(self._find(known, view, faces, among)), known, tuple(each[0] for each in faces))

    def know(self, pixels: NDArray[np.uint8], cells: Sequence[Cell], name: str = "") -> None:
        """Remember a field of which it is known already which cells were counted in it."""
        field, faces = _known(name, FieldView(pixels), pixels, cells), tuple(_face(pixels, cell) for cell in cells)
        self.remember(Sight((None,) * len(cells), field, faces))

    @property
    def shape(self) -> tuple[int, int] | None:
        """Height and width of the fields, which those of another cannot be compared with; None before the first."""
        return self._fields[0].shape if self._fields else None

    def remember(self, sight: Sight) -> None:
        """Remember a field that was counted: also the cells seen again, by which a third field may be known."""
        number = len(self._fields)
        self._fields.append(sight.field)
        self._faces += [(number, index, each) for index, each in enumerate(sight.faces)]

    def _find(
        self, new: _Known, view: FieldView, faces: Sequence[Floats], among: Container[tuple[str, Cell]] | None
    ) -> list[str | None]:
        found: list[str | None] = [None] * len(new.cells)
        if not new.cells:
            return found
        by_cells = self._by_cells(new, faces)
        for number, known in enumerate(self._fields):
            theirs = [each for each in known.cells if among is None or (known.name, each) in among]
            if theirs and known.shape == new.shape and None in found:
                ways = chain(_whole(new, view, known), by_cells.get(number, ()))
                moved = next((each for each in ways if _fits(new, known, each)), None)
                again = _again(new.cells, theirs, moved) if moved is not None else ()
                found = [known.name if each is None and index in again else each for index, each in enumerate(found)]
        return found

    def _by_cells(self, new: _Known, faces: Sequence[Floats]) -> dict[int, Iterable[_Moved]]:
        """Return, by the number of a known field, how it may lie if two cells that look alike are one."""
        found: dict[int, dict[tuple[int, int], _Moved]] = {}
        if not self._faces:
            return {}
        # Of each new cell several pictures, a little aside from one another; the likest counts.
        likeness = np.max(np.stack(faces) @ np.stack([each for _, _, each in self._faces]).T, axis=1)
        slack = _SLACK * max(new.shape) / _SIDE
        for index, known in _likely(likeness, [number for number, _, _ in self._faces]):
            number, other, _ = self._faces[known]
            (x, y), (u, v) = new.cells[index].centre, self._fields[number].cells[other].centre
            # Cells of one field that tell the same need to be tried once.
            place = (round((u - x) / slack), round((v - y) / slack))
            found.setdefault(number, {}).setdefault(place, _Moved(u - x, v - y))
        return {number: ways.values() for number, ways in found.items()}


def _likely(likeness: Floats, fields: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of a new and a known cell that may be one, the likest first.

    Parameters
    ----------
    likeness : array, float32, (new cells, known cells)
    fields : sequence of int
        In which field each known cell lies.
    """
    of_cell, of_field = Counter[int](), Counter[int]()
    for place in np.argsort(likeness, axis=None)[::-1]:
        index, known = divmod(int(place), likeness.shape[1])
        if likeness[index, known] < _ALIKE:
            return
        if of_cell[index] < _MOST_ALIKE or of_field[fields[known]] < _MOST_OF_FIELD:
            of_cell[index] += 1
            of_field[fields[known]] += 1
            yield index, known


def _known(name: str, view: FieldView, pixels: NDArray[np.uint8], cells: Sequence[Cell]) -> _Known:
    height, width = pixels.shape[:2]
    return _Known(name, (height, width), view.small, view.coarse, _plain(pixels), tuple(cells))


def _plain(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    cells = cells_without_light(np.asarray(cv2.extractChannel(reduced(pixels, _SIDE), 1), np.uint8))
    return np.asarray(np.clip(128 + 25 * cells, 0, 255), np.uint8)


def _face(pixels: NDArray[np.uint8], cell: Cell, aside: tuple[float, float] = (0.0, 0.0)) -> Floats:
    """Return a small picture of a cell, float32 (_FACE * _FACE,), of mean 0 and length 1."""
    side = max(round(cell.diameter * _AROUND), 4)
    x, y = (middle + share * cell.diameter for middle, share in zip(cell.centre, aside, strict=True))
    # Beyond the picture's edge there is what is at the edge.
    cut = cv2.getRectSubPix(np.ascontiguousarray(pixels[..., 1]), (side, side), (x, y))
    small = cv2.resize(cut, (_FACE, _FACE), interpolation=cv2.INTER_AREA).astype(np.float32).ravel()
    small -= small.mean()
    return np.asarray(small / max(float(np.linalg.norm(small)), 1e-6), np.float32)


def _faces(pixels: NDArray[np.uint8], cell: Cell) -> Floats:
    """Return several such pictures, float32 (5, _FACE * _FACE), the first with the cell in the middle."""
    sides = ((0.0, 0.0), (_ASIDE, 0.0), (-_ASIDE, 0.0), (0.0, _ASIDE), (0.0, -_ASIDE))
    return np.stack([_face(pixels, cell, aside) for aside in sides])


def _whole(new: _Known, view: FieldView, known: _Known) -> Iterator[_Moved]:
    """Lay two fields over each other by all that is in them, which takes an overlap of a fifth or more."""
    if known.coarse.found_in(view.coarse).likeness >= _CANDIDATE:
        found = Pattern(known.small).found_in(view.fine)
        height, width = new.shape
        yield _Moved(-found.dx * width, -found.dy * height)


def _fits(new: _Known, known: _Known, moved: _Moved) -> bool:
    """Tell whether what two fields would have in common is the same in both."""
    height, width = new.plain.shape
    factor = width / new.shape[1]
    dx, dy = round(moved.dx * factor), round(moved.dy * factor)
    across, down = width - abs(dx), height - abs(dy)
    if min(across, down) < _LEAST_STRIP + 2 * _SLACK:
        return False
    ours = new.plain[max(0, -dy) :, max(0, -dx) :][:down, :across]
    theirs = known.plain[max(0, dy) :, max(0, dx) :][:down, :across]
    # Of a large part every other pixel says enough.
    step = 2 if across * down > _MUCH * height * width else 1
    inner = np.ascontiguousarray(ours[_SLACK:-_SLACK:step, _SLACK:-_SLACK:step])
    outer = np.ascontiguousarray(theirs[_SLACK % step :: step, _SLACK % step :: step])
    likeness = float(cv2.matchTemplate(outer, inner, cv2.TM_CCOEFF_NORMED).max())
    cell = factor * float(np.median([each.diameter for each in (*new.cells, *known.cells)]))
    return likeness >= (_SAME_CORNER if across * down < _CORNER * cell**2 else _SAME)


def _again(ours: Sequence[Cell], theirs: Iterable[Cell], moved: _Moved) -> list[int]:
    """Return which of the new cells lie where a known one lies, each known one taken once."""
    near = []
    for number, known in enumerate(theirs):
        u, v = known.centre
        for index, cell in enumerate(ours):
            x, y = cell.centre
            apart = float(np.hypot(x + moved.dx - u, y + moved.dy - v))
            if apart < _ONE_CELL * (cell.diameter + known.diameter) / 2:
                near.append((apart, index, number))
    found: dict[int, int] = {}
    for _, index, number in sorted(near):
        if index not in found and number not in found.values():
            found[index] = number
    return [*found]
