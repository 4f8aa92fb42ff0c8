"""Nuclei: where the stain says that they are, touching ones apart, lobes of one together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.finding.settings import FinderSettings
from leukdesk.imaging.finding.staining import Staining, above

Mask = NDArray[np.uint8]
Contour = NDArray[np.int32]

_CONVEX = 0.95  # of its hull, that a nucleus fills which cannot be two that touch


@dataclass(frozen=True, eq=False)
class Nucleus:
    """One cell's nucleus.

    Attributes
    ----------
    lobes : list of array, int32, shape (N, 1, 2)
        Its outlines (x, y).
    hull : array, int32, shape (N, 1, 2)
    area : float
        Pixels.
    """

    lobes: list[Contour]
    hull: Contour
    area: float


@dataclass(eq=False)
class _Part:
    contour: Contour
    area: float
    radius: float
    box: tuple[int, int, int, int]


def stained_places(staining: Staining) -> Mask:
    """Return 255 where a field is stained as nuclei are, shape (h, w)."""
    if staining.level is None:
        return np.zeros(staining.index.shape, np.uint8)
    return above(staining.index, staining.level)


def find_nuclei(staining: Staining, places: Mask, micrometre: float, settings: FinderSettings) -> list[Nucleus]:
    """Find the nuclei.

    Parameters
    ----------
    places : array, uint8, shape (h, w)
        From `stained_places`.
    micrometre : float
        In pixels.
    """
    smallest = _area(settings.smallest_lobe) * micrometre**2
    size = 2 * int(settings.thinnest / 2 * micrometre) + 1
    mask = np.zeros_like(places)
    for contour in _contours(_shaped(places, cv2.MORPH_OPEN, max(size, 3))):
        if cv2.contourArea(contour) >= smallest:
            _redraw(staining, contour, mask, micrometre, settings)
    mask = _shaped(mask, cv2.MORPH_CLOSE, 2 * round(settings.grain / 2 * micrometre) + 1)
    mask = _shaped(mask, cv2.MORPH_OPEN, 3)
    parts = []
    for contour in _contours(mask):
        if cv2.contourArea(contour) >= smallest:
            parts += _parts(contour, micrometre, settings)
    parts = [part for part in parts if part.area >= smallest]
    return _together(parts, micrometre, settings)


def united(one: Nucleus, other: Nucleus) -> Nucleus:
    """Return the nucleus that both are lobes of."""
    return Nucleus(one.lobes + other.lobes, _hull([one.hull, other.hull]), one.area + other.area)


def _hull(outlines: Sequence[Contour]) -> Contour:
    return np.asarray(cv2.convexHull(np.concatenate(outlines)), np.int32)


def _shaped(mask: Mask, operation: int, size: int) -> Mask:
    return np.asarray(cv2.morphologyEx(mask, operation, _disc(size)), np.uint8)


def _disc(size: int) -> Mask:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8)


def _area(diameter: float) -> float:
    return float(np.pi / 4 * diameter**2)


def _contours(mask: Mask) -> Sequence[Contour]:
    return cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]  # type: ignore[return-value]


def _redraw(staining: Staining, contour: Contour, mask: Mask, micrometre: float, settings: FinderSettings) -> None:
    """Draw one stained place into a mask, with its edge where the light is midway between it and its surroundings."""
    height, width = staining.index.shape
    margin = max(round(micrometre), 2)
    x, y, w, h = cv2.boundingRect(contour)
    left, top = max(x - margin, 0), max(y - margin, 0)
    view = np.s_[top : min(y + h + margin, height), left : min(x + w + margin, width)]
    place = np.zeros(mask[view].shape, np.uint8)
    cv2.drawContours(place, [contour], -1, 255, -1, offset=(-left, -top))
    index = staining.index[view]
    near = _shaped(place, cv2.MORPH_DILATE, 2 * (margin // 2) + 1)
    around = (_shaped(place, cv2.MORPH_DILATE, 2 * margin + 1) > 0) & (near == 0)
    core = float(np.median(index[place > 0]))
    ring = float(np.median(index[around])) if around.any() else 0.0
    # What blurs an edge mixes light, not absorption: halfway is nearer to the paler side the darker the nucleus is.
    level = -float(np.log2((1 - settings.edge) * 2.0**-ring + settings.edge * 2.0**-core))
    mask[view][(index > level) & (near > 0)] = 255


def _parts(contour: Contour, micrometre: float, settings: FinderSettings) -> list[_Part]:
    """Split a nucleus where several touch."""
    left, top, width, height = cv2.boundingRect(contour)
    mask = np.zeros((height, width), np.uint8)
    cv2.drawContours(mask, [contour], -1, 255, -1, offset=(-left, -top))
    area = float(cv2.contourArea(contour))
    padded = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    distance = np.asarray(cv2.distanceTransform(padded, cv2.DIST_L2, 3)[1:-1, 1:-1], np.float32)
    if area >= _CONVEX * cv2.contourArea(cv2.convexHull(contour)):
        return [_Part(contour, area, float(distance.max()), (left, top, width, height))]
    labels = _split(mask, distance, micrometre, settings)
    found = []
    for label in range(1, int(labels.max()) + 1):
        part = labels == label
        if not part.any():
            continue
        outlines = _contours(part.astype(np.uint8))
        outline = max(outlines, key=cv2.contourArea) + np.array([left, top], np.int32)
        x, y, w, h = cv2.boundingRect(outline)
        found.append(_Part(outline, float(cv2.contourArea(outline)), float(distance[part].max()), (x, y, w, h)))
    return found


def _split(mask: Mask, distance: NDArray[np.float32], micrometre: float, settings: FinderSettings) -> NDArray[np.int32]:
    """Label the whole nuclei in a mask; a part that is no whole nucleus goes with its neighbour."""
    _, labels = cv2.connectedComponents(mask)
    whole = settings.smallest_whole * micrometre
    if float(distance.max()) < whole:
        return np.asarray(labels, np.int32)
    # Seeds: what stays apart when every peak is cut off at a share of its height, from low to high.
    seeds = np.zeros(mask.shape, np.int32)
    count = 0
    todo = [(distance >= 1)]
    while todo:
        piece = todo.pop()
        peak = float(distance[piece].max())
        split = None
        for level in np.arange(0.3, settings.neck + 1e-6, 0.1):
            n, sub = cv2.connectedComponents((piece & (distance > level * peak)).astype(np.uint8))
            big = [i for i in range(1, n) if float(distance[sub == i].max()) >= whole]
            if len(big) > 1:
                split = [sub == i for i in big]
                break
        if split is None:
            if peak >= whole:
                count += 1
                seeds[piece & (distance > settings.neck * peak)] = count
        else:
            todo += split
    if count < 2:
        return np.asarray(labels, np.int32)
    # Every place goes to the seed that is nearest.
    _, nearest = cv2.distanceTransformWithLabels(
        np.where(seeds > 0, 0, 255).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    owner = np.zeros(int(nearest.max()) + 1, np.int32)
    owner[nearest[seeds > 0]] = seeds[seeds > 0]
    return np.where(mask > 0, owner[nearest], 0).astype(np.int32)


def _beside(part: _Part, other: _Part, gap: float) -> NDArray[np.float32]:
    """Return those of a part's places that are no farther than a gap from another's box, shape (N, 2)."""
    places = part.contour[::2, 0].astype(np.float32)
    x, y, w, h = other.box
    near = (places >= (x - gap, y - gap)) & (places <= (x + w + gap, y + h + gap))
    return places[near.all(axis=1)]


def _together(parts: list[_Part], micrometre: float, settings: FinderSettings) -> list[Nucleus]:
    """Join lobes that belong to one cell, nearest first."""
    gap, widest = settings.lobe_gap * micrometre, settings.widest_nucleus * micrometre
    whole, widest_of_whole = settings.smallest_whole * micrometre, settings.widest_of_large_lobes * micrometre
    groups = [[i] for i in range(len(parts))]
    of = list(range(len(parts)))
    pairs = []
    for i, a in enumerate(parts):
        for j in range(i + 1, len(parts)):
            b = parts[j]
            dx = max(a.box[0] - b.box[0] - b.box[2], b.box[0] - a.box[0] - a.box[2], 0)
            dy = max(a.box[1] - b.box[1] - b.box[3], b.box[1] - a.box[1] - a.box[3], 0)
            if dx * dx + dy * dy > gap * gap:
                continue
            p, q = _beside(a, b, gap), _beside(b, a, gap)
            if not p.size or not q.size:
                continue
            apart = float(np.sqrt(((p[:, None] - q[None]) ** 2).sum(axis=2).min()))
            if apart <= gap:
                pairs.append((apart, i, j))
    for _, i, j in sorted(pairs):
        one, other = of[i], of[j]
        if one == other:
            continue
        members = groups[one] + groups[other]
        points = np.concatenate([parts[m].contour for m in members])
        large = any(parts[m].radius >= whole for m in members)
        if 2 * cv2.minEnclosingCircle(points)[1] > (widest_of_whole if large else widest):
            continue
        groups[one], groups[other] = members, []
        for m in members:
            of[m] = one
    smallest = _area(settings.smallest_nucleus) * micrometre**2
    nuclei = []
    for members in groups:
        area = sum(parts[m].area for m in members)
        if members and area >= smallest:
            lobes = [parts[m].contour for m in members]
            nuclei.append(Nucleus(lobes, _hull(lobes), area))
    return nuclei
