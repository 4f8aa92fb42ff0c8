"""The whole cell: a nucleus with the cytoplasm around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.finding.nuclei import Nucleus, united
from leukdesk.imaging.finding.settings import FinderSettings
from leukdesk.imaging.finding.staining import Staining

Mask = NDArray[np.uint8]
Contour = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Body:
    """A cell as it was drawn.

    Attributes
    ----------
    nucleus : Nucleus
    outline : array, int32, shape (N, 1, 2)
        Of the whole cell, (x, y).
    """

    nucleus: Nucleus
    outline: Contour


def draw_bodies(staining: Staining, nuclei: list[Nucleus], micrometre: float, settings: FinderSettings) -> list[Body]:
    """Draw the cell around each nucleus; nuclei that turn out to lie in one round cell are made one."""
    height, width = staining.index.shape
    taken = np.zeros((height, width), np.int32)
    for number, nucleus in enumerate(nuclei, 1):
        cv2.drawContours(taken, nucleus.lobes, -1, number, -1)
    found = dict(enumerate(nuclei, 1))
    bodies = {number: _body(staining, taken, number, each, micrometre, settings) for number, each in found.items()}
    boxes = {number: cv2.boundingRect(each.hull) for number, each in found.items()}
    reach = settings.lobe_gap * micrometre
    for one in sorted(found):
        for other in sorted(found):
            if other <= one or one not in found or other not in found or not _near(boxes[one], boxes[other], reach):
                continue
            together = np.asarray(cv2.convexHull(np.concatenate([bodies[one], bodies[other]])), np.int32)
            if _roundness(together, height, width) < settings.roundness:
                continue
            both = united(found[one], found[other])
            cv2.drawContours(taken, found[other].lobes, -1, one, -1)
            outline = _body(staining, taken, one, both, micrometre, settings)
            narrow = 2 * cv2.minEnclosingCircle(outline)[1] <= settings.widest_cell * micrometre
            if narrow and _roundness(outline, height, width) >= settings.roundness:
                found[one], bodies[one], boxes[one] = both, outline, cv2.boundingRect(both.hull)
                del found[other], bodies[other]
            else:
                cv2.drawContours(taken, found[other].lobes, -1, other, -1)
    return [Body(found[number], bodies[number]) for number in sorted(found)]


def _roundness(outline: Contour, height: int, width: int) -> float:
    """Return how much an outline fills of the smallest circle around it, as far as that lies in the picture."""
    (x, y), radius = cv2.minEnclosingCircle(outline)
    left, top = max(int(x - radius), 0), max(int(y - radius), 0)
    right, bottom = min(int(x + radius) + 2, width), min(int(y + radius) + 2, height)
    circle = np.zeros((bottom - top, right - left), np.uint8)
    cv2.circle(circle, (round(x) - left, round(y) - top), max(round(radius), 1), 255, -1)
    return float(cv2.contourArea(outline)) / max(cv2.countNonZero(circle), 1)


def _near(one: Sequence[int], other: Sequence[int], reach: float) -> bool:
    (x, y, w, h), (u, v, p, q) = one, other
    return max(x - u - p, u - x - w) <= reach and max(y - v - q, v - y - h) <= reach


def _body(
    staining: Staining,
    taken: NDArray[np.int32],
    number: int,
    nucleus: Nucleus,
    micrometre: float,
    settings: FinderSettings,
) -> Contour:
    height, width = staining.index.shape
    reach = settings.cytoplasm * micrometre
    margin = int(reach) + 2
    x, y, w, h = cv2.boundingRect(nucleus.hull)
    left, top = max(x - margin, 0), max(y - margin, 0)
    right, bottom = min(x + w + margin, width), min(y + h + margin, height)
    view = np.s_[top:bottom, left:right]
    hull = np.zeros((bottom - top, right - left), np.uint8)
    cv2.drawContours(hull, [nucleus.hull], -1, 255, -1, offset=(-left, -top))
    outside = np.asarray(cv2.distanceTransform(255 - hull, cv2.DIST_L2, 3), np.float32)
    own = taken[view] == number
    others = (taken[view] > 0) & ~own
    mine = np.ones(hull.shape, bool)
    if others.any():
        far = cv2.distanceTransform(np.where(others, 0, 255).astype(np.uint8), cv2.DIST_L2, 3)
        mine = outside <= far
    tint = staining.tint[view]
    if not own.any():
        return nucleus.hull
    core = float(np.median(tint[own]))
    total = staining.total[view]
    pale = (total > settings.pale_from * staining.red) & (total < settings.pale_to * staining.red)
    stuff = ((tint > settings.cytoplasm_stain * core) | pale) & (outside <= reach) & mine
    rim = (settings.lobed_rim if len(nucleus.lobes) > 1 else settings.rim) * micrometre
    body = np.where(stuff | ((outside <= rim) & mine), 255, 0).astype(np.uint8)
    size = 2 * max(round(settings.cytoplasm_grain / 2 * micrometre), 1) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    body = np.asarray(cv2.morphologyEx(body, cv2.MORPH_OPEN, disc), np.uint8)
    body[own] = 255
    _, labels = cv2.connectedComponents(body)
    kept = np.zeros(int(labels.max()) + 1, np.uint8)
    kept[labels[own]] = 255
    body = kept[labels]
    contours, _ = cv2.findContours(body, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE, offset=(left, top))
    return np.asarray(max(contours, key=cv2.contourArea), np.int32)
