"""Budget: a history of 1,000,000 rows opens in 0.5 s, filters and pages in 100 ms, takes a new row in 5 ms, durable.

LEUKDESK_BENCHMARK_ROWS sets how many rows; LEUKDESK_BENCHMARK_LOG names a folder in which a filled log is kept for the
next run. The rows are filled in bulk, but through the same tables, triggers and chain as single ones.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

from leukdesk.history import chain
from leukdesk.history.database import connect, prepare
from leukdesk.history.records import NewRecord
from leukdesk.history.review import Decision, State, decided
from leukdesk.history.rows import INSERT, SELECT, from_row, to_row
from leukdesk.history.store import _recorded
from leukdesk.paths import DataPaths

ROWS = int(os.environ.get("LEUKDESK_BENCHMARK_ROWS", "1000000"))
KEPT = os.environ.get("LEUKDESK_BENCHMARK_LOG", "")
AT_ONCE = 5_000
BEGIN = datetime(2024, 1, 8, 7, tzinfo=UTC)
OPERATORS = tuple(f"{name} {letter}." for name in ("Kim", "Meyer", "Okafor", "Rossi", "Vogt") for letter in "ABCDE")
MODELS = (("all4-mobilenet", "1.2.0"), ("all4-mobilenet", "1.3.0"), ("lenet-lld", "2.0.0"))
CLASSES = {"benign": "Benign", "early": "Early Pre-B ALL", "pre": "Pre-B ALL", "pro": "Pro-B ALL"}
A_DAY = 1500
FIELDS = 30


def some_record(number: int, dice: random.Random) -> NewRecord:
    """Return a plausible result: a sample has 30 fields, a day 1,500, an operator works for an hour or so."""
    day, of_day = divmod(number, A_DAY)
    moment = BEGIN + timedelta(days=day, seconds=of_day * 24, microseconds=dice.randrange(1_000_000))
    shares = [dice.random() ** 3 for _ in CLASSES]
    whole = sum(shares)
    chances = {label: share / whole for label, share in zip(CLASSES, shares, strict=True)}
    label = max(chances, key=chances.__getitem__)
    model, version = MODELS[2] if dice.random() < 0.1 else MODELS[day > 300]
    return NewRecord(
        time=moment,
        sample=f"S-{moment:%y}-{number // FIELDS:05d}",
        operator=OPERATORS[number // 150 * 7919 % len(OPERATORS)],
        source=f"camera 046d:0825 field {number % FIELDS}" if dice.random() < 0.8 else f"/data/in/{number:07d}.png",
        region=None,
        picture_sha256=f"{dice.getrandbits(256):064x}",
        width=1280,
        height=960,
        model_id=model,
        model_version=version,
        model_sha256="0" * 64,
        probabilities=chances,
        label=label,
        label_name=CLASSES[label],
        uncertain=chances[label] < 0.5,
        quality={
            "focus": round(dice.gauss(0.6, 0.05), 4),
            "brightness": round(dice.gauss(0.72, 0.01) - day * 1e-5, 4),
            "contrast": round(dice.gauss(0.3, 0.02), 4),
        },
        look=dice.getrandbits(64) - (1 << 63),
    )


def decision_of(record: NewRecord, dice: random.Random) -> Decision:
    """Most suggestions are confirmed."""
    other = dice.choice([each for each in CLASSES if each != record.label])
    return dice.choices(
        (
            Decision(State.CONFIRMED),
            Decision(State.CHANGED, other, CLASSES[other], "looks like it"),
            Decision(State.REJECTED, reason="no leukocyte"),
        ),
        (8, 2, 1),
    )[0]


def fill(paths: DataPaths, rows: int) -> float:
    """Fill a log; every fifth record is decided. Return the seconds that it took."""
    dice = random.Random(7)
    paths.create()
    prepare(paths.database, 5.0)
    began = time.perf_counter()
    with closing(connect(paths.database, 5.0)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -2000000")
        for first in range(0, rows, AT_ONCE):
            connection.execute("BEGIN IMMEDIATE")
            results = [some_record(number, dice) for number in range(first, min(first + AT_ONCE, rows))]
            stored = [to_row(each, "1.0") for each in results]
            stored = [(connection.execute(INSERT, row).lastrowid, *row) for row in stored]
            chain.append(connection, map(_recorded, stored))
            judged = []
            for row in stored[::5]:
                record = connection.execute(f"SELECT {SELECT} FROM record WHERE id = ?", [row[0]]).fetchone()
                judged.append(decided(from_row(record), decision_of(from_row(record), dice), "Vogt A."))
            chain.append(connection, judged)
            connection.execute("COMMIT")
    return time.perf_counter() - began
