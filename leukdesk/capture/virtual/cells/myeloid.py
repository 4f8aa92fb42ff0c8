"""Monocytes and granulocytes, ripe and unripe."""

from __future__ import annotations

import math

import numpy as np

from leukdesk.capture.virtual.cells.pen import Pen, Plane, Sprite, cover, joined, membrane, stack


def segmented_neutrophil(pen: Pen, radius: float) -> Sprite:
    """Draw a segmented neutrophil: two to five clumped lobes on threads, in pale pink, finely granular cytoplasm."""
    rng = pen.rng
    x, y = pen.grid(1.2 * radius + 0.5)
    body = cover(pen.blob(x, y, radius, 0.045, abs(rng.normal(0, 0.03))), 0.7)
    count = int(rng.choice([2, 3, 4, 5], p=[0.12, 0.45, 0.33, 0.1]))
    lobe = radius * {2: 0.36, 3: 0.31, 4: 0.27, 5: 0.235}[count]
    step = rng.uniform(2.0, 2.2) * lobe / (0.47 * radius)
    turn = pen.turn()
    centres = [
        (rng.uniform(0.4, 0.52) * radius * math.cos(a), rng.uniform(0.4, 0.52) * radius * math.sin(a))
        for a in turn + step * np.arange(count)
    ]
    lobes = [
        pen.blob(x - cx, y - cy, lobe * rng.uniform(0.88, 1.1), 0.12, abs(rng.normal(0, 0.14))) for cx, cy in centres
    ]
    thread = pen.ribbon(x, y, centres, [0.28] * count)
    nucleus = joined([*lobes, thread], 0.12) + 0.08 * pen.texture(x.shape, 1.6)
    return _granulocyte(pen, body, nucleus, ripeness=1.0)


def band_neutrophil(pen: Pen, radius: float) -> Sprite:
    """Draw a band neutrophil: one curved band, nowhere thinner than a third of its width; cytoplasm as in the ripe."""
    rng = pen.rng
    x, y = pen.grid(1.2 * radius + 0.5)
    body = cover(pen.blob(x, y, radius, 0.045, abs(rng.normal(0, 0.03))), 0.7)
    turn, span, bow = pen.turn(), rng.uniform(2.9, 4.2), 0.5 * radius
    angles = turn + np.linspace(-span / 2, span / 2, 9)
    points = [(bow * math.cos(a), bow * math.sin(a)) for a in angles]
    waist = rng.uniform(0.7, 0.95)
    widths = [0.245 * radius * (1 - (1 - waist) * math.sin(math.pi * i / 8)) for i in range(9)]
    nucleus = pen.ribbon(x, y, points, widths) + 0.1 * pen.texture(x.shape, 1.6)
    return _granulocyte(pen, body, nucleus, ripeness=0.9)


def eosinophil(pen: Pen, radius: float) -> Sprite:
    """Draw an eosinophil: two lobes, seldom three, and cytoplasm packed with large, even, orange granules."""
    rng = pen.rng
    x, y = pen.grid(1.2 * radius + 0.5)
    depth = pen.blob(x, y, radius, 0.05, abs(rng.normal(0, 0.04)))
    count = 3 if rng.random() < 0.15 else 2
    turn, apart, lobe = pen.turn(), 0.42 * radius, radius * (0.3 if count == 3 else 0.37)
    lean = 0.2 * radius * rng.uniform(0, 1)
    ends = [
        (apart * math.cos(a) + lean * math.sin(turn), apart * math.sin(a) - lean * math.cos(turn))
        for a in turn + np.arange(count) * (math.pi if count == 2 else 2.0)
    ]
    lobes = [pen.blob(x - cx, y - cy, lobe * rng.uniform(0.92, 1.08), 0.08, abs(rng.normal(0, 0.1))) for cx, cy in ends]
    nucleus = joined([*lobes, pen.ribbon(x, y, ends, [0.4] * count)], 0.2)
    inside = cover(nucleus, 0.4)
    beads = 0.28 + 0.75 * pen.dots(x.shape, 0.33, 0.75)
    chromatin = 0.85 + 0.17 * pen.clumps(x.shape, 1.2) + 0.1 * membrane(nucleus)
    return stack(x.shape, chromatin=inside * chromatin, granules=cover(depth, 0.7) * beads * (1 - 0.72 * inside))


def basophil(pen: Pen, radius: float) -> Sprite:
    """Draw a basophil: coarse violet-black granules all over, which hide a pale nucleus of two or three lobes."""
    rng = pen.rng
    x, y = pen.grid(1.2 * radius + 0.5)
    depth = pen.blob(x, y, radius, 0.06, abs(rng.normal(0, 0.05)))
    body = cover(depth, 0.6)
    turn = pen.turn()
    centres = [(0.4 * radius * math.cos(a), 0.4 * radius * math.sin(a)) for a in turn + 2.1 * np.arange(3)]
    lobes = [pen.blob(x - cx, y - cy, 0.4 * radius, 0.1, 0.1) for cx, cy in centres]
    inside = cover(joined(lobes, 0.4), 0.9)
    grains = np.clip(1.2 * pen.dots(x.shape, 0.34, rng.uniform(0.8, 1.3)), 0, 1)
    return stack(
        x.shape,
        haemoglobin=0.15 * body,
        chromatin=body * np.maximum(0.1 + 0.65 * inside, (1.0 + 0.2 * inside) * grains),
        cytoplasm=0.3 * body,
        granules=0.15 * body * grains,
    )


def monocyte(pen: Pen, radius: float) -> Sprite:
    """Draw a monocyte: the largest, a folded nucleus of lacy chromatin, grey-blue ground-glass cytoplasm, vacuoles."""
    rng = pen.rng
    x, y = pen.grid(1.3 * radius + 0.5)
    depth = pen.blob(x, y, radius, 0.1, abs(rng.normal(0, 0.06)))
    body = cover(depth, 0.8)
    turn, aside = pen.turn(), rng.uniform(0.05, 0.16) * radius
    nx, ny = x + aside * math.cos(turn), y + aside * math.sin(turn)
    nucleus = pen.blob(nx, ny, rng.uniform(0.62, 0.7) * radius, 0.08, rng.uniform(0.05, 0.16))
    reach = rng.uniform(0.55, 0.78) * radius
    notch = pen.blob(nx - reach * math.cos(turn), ny - reach * math.sin(turn), 0.3 * radius, 0.15, 0.15)
    nucleus = np.minimum(nucleus, -notch)
    bend, off = pen.turn(), rng.uniform(-0.15, 0.15) * radius
    fold = membrane(np.asarray(np.abs(nx * math.cos(bend) + ny * math.sin(bend) - off) + 0.3, np.float32), 0.3)
    inside = cover(nucleus, 0.5)
    lace = 0.68 + 0.2 * (0.8 - np.abs(pen.texture(x.shape, 1.1))) + 0.05 * pen.texture(x.shape, 0.4)
    lace = lace + 0.12 * membrane(nucleus) + 0.12 * fold
    ground = 0.52 + 0.05 * pen.texture(x.shape, 0.45) + 0.04 * pen.texture(x.shape, 2.0)
    for _ in range(int(rng.integers(0, 6))):
        way, far = pen.turn(), radius * rng.uniform(0.3, 0.85)
        hole = pen.blob(x - far * math.cos(way), y - far * math.sin(way), rng.uniform(0.3, 0.65), 0.05)
        ground = ground * (1 - 0.8 * cover(hole, 0.35))
    dust = np.clip(pen.texture(x.shape, 0.35) - 0.9, 0, 1)
    return stack(
        x.shape,
        haemoglobin=0.22 * body,
        chromatin=np.maximum(inside * lace, body * (0.1 + 0.12 * dust)),
        cytoplasm=body * ground * (1 - 0.4 * inside),
    )


def promyelocyte(pen: Pen, radius: float) -> Sprite:
    """Draw a promyelocyte: large; round, fine nucleus with nucleoli; blue cytoplasm; coarse red-purple granules."""
    rng = pen.rng
    x, y = pen.grid(1.2 * radius + 0.5)
    body = cover(pen.blob(x, y, radius, 0.05, abs(rng.normal(0, 0.05))), 0.7)
    turn, share = pen.turn(), rng.uniform(0.66, 0.74)
    cx, cy = 0.2 * radius * math.cos(turn), 0.2 * radius * math.sin(turn)
    nucleus = pen.blob(x - cx, y - cy, share * radius, 0.05, rng.uniform(0, 0.1))
    chromatin = 0.72 + 0.07 * pen.texture(x.shape, 0.5) + 0.07 * pen.texture(x.shape, 1.5) + 0.1 * membrane(nucleus)
    for _ in range(int(rng.integers(1, 3))):
        way, far = pen.turn(), rng.uniform(0.1, 0.5) * share * radius
        spot = pen.blob(x - cx - far * math.cos(way), y - cy - far * math.sin(way), rng.uniform(0.7, 1.1), 0.1)
        chromatin = chromatin - 0.22 * cover(spot, 0.7)
    inside = cover(nucleus, 0.5)
    # The Golgi zone, pale, beside the nucleus.
    pale = cover(pen.blob(x + 0.5 * cx * 2.4, y + 0.5 * cy * 2.4, 0.28 * radius, 0.1), 1.5)
    grains = pen.dots(x.shape, 0.24, 0.3)
    return stack(
        x.shape,
        haemoglobin=0.1 * body,
        chromatin=np.maximum(inside * chromatin + 0.35 * grains * inside, 0.75 * body * grains),
        cytoplasm=body * (0.7 - 0.35 * pale) * (1 - 0.5 * inside),
        granules=0.22 * body * grains,
    )


def myelocyte(pen: Pen, radius: float) -> Sprite:
    """Draw a myelocyte: an oval nucleus at one side, flat towards the middle, no nucleolus; pinkish cytoplasm."""
    rng = pen.rng
    x, y = pen.grid(1.2 * radius + 0.5)
    body = cover(pen.blob(x, y, radius, 0.045, abs(rng.normal(0, 0.04))), 0.7)
    turn, aside = pen.turn(), 0.32 * radius
    nx, ny = x - aside * math.cos(turn), y - aside * math.sin(turn)
    nucleus = pen.blob(nx, ny, rng.uniform(0.55, 0.61) * radius, 0.06, 0.06)
    flat = np.asarray(nx * math.cos(turn) + ny * math.sin(turn) + rng.uniform(0.3, 0.45) * radius, np.float32)
    nucleus = -joined([-nucleus, -flat], 0.4)
    return _granulocyte(pen, body, nucleus, ripeness=0.35)


def metamyelocyte(pen: Pen, radius: float) -> Sprite:
    """Draw a metamyelocyte: a kidney-shaped nucleus, indented by less than half; cytoplasm nearly as in the ripe."""
    rng = pen.rng
    x, y = pen.grid(1.2 * radius + 0.5)
    body = cover(pen.blob(x, y, radius, 0.045, abs(rng.normal(0, 0.03))), 0.7)
    turn, bow, span = pen.turn(), 0.42 * radius, rng.uniform(1.7, 2.2)
    angles = turn + np.linspace(-span / 2, span / 2, 7)
    points = [(bow * math.cos(a), bow * math.sin(a)) for a in angles]
    nucleus = pen.ribbon(x, y, points, [rng.uniform(0.32, 0.36) * radius] * 7) + 0.12 * pen.texture(x.shape, 2.0)
    return _granulocyte(pen, body, nucleus, ripeness=0.7)


def _granulocyte(pen: Pen, body: Plane, nucleus: Plane, ripeness: float) -> Sprite:
    """Fill a neutrophil of any age: the riper, the coarser its chromatin and the pinker its cytoplasm."""
    shape = body.shape
    nucleus = np.asarray(nucleus, np.float32)
    inside = cover(nucleus, 0.4)
    clumps = (0.8 + 0.14 * ripeness) + (0.08 + 0.1 * ripeness) * pen.clumps(shape, 0.9 + 0.4 * ripeness)
    clumps = clumps + 0.05 * pen.texture(shape, 0.4) + 0.12 * membrane(nucleus)
    fine = np.clip(0.5 + 0.3 * pen.texture(shape, 0.3), 0, 1)
    coarse = pen.dots(shape, 0.2, 0.13 * (1 - ripeness) ** 1.5)  # azurophil granules become fewer
    return stack(
        shape,
        haemoglobin=body * (0.12 + 0.16 * ripeness),
        chromatin=np.maximum(inside * clumps, body * (0.05 + 0.13 * fine + 0.5 * coarse)),
        cytoplasm=body * (0.38 - 0.3 * ripeness) * (1 - 0.5 * inside),
        granules=body * (0.1 * fine + 0.1 * coarse),
    )
