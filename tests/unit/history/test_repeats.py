"""Pictures and codes that were seen before."""

import random
from dataclasses import replace

import cv2
import numpy as np
import pytest

from leukdesk.history.searching.repeats import code_use, near_looks, repeat_of, same_picture
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.imaging.likeness import COPY_DISTANCE, look_of


def a_field(seed):
    """Return a smear: dark discs at places of their own."""
    rng = np.random.default_rng(seed)
    pixels = np.full((240, 320, 3), 220, np.uint8)
    for _ in range(40):
        centre = (int(rng.integers(320)), int(rng.integers(240)))
        cv2.circle(pixels, centre, int(rng.integers(6, 16)), tuple(int(v) for v in rng.integers(60, 190, 3)), -1)
    return pixels


@pytest.fixture
def log_it(history, result):
    def log(pixels, **changes):
        new, _ = result(0, picture_sha256=pixels_sha256(pixels), look=look_of(pixels), **changes)
        return history.append(replace(new, width=pixels.shape[1], height=pixels.shape[0]), pixels)

    return log


def found(history, record):
    with history.reading() as connection:
        return repeat_of(connection, record, history.picture)


def test_the_same_picture_is_told_with_its_first_record(history, log_it):
    first = log_it(a_field(1), sample="S-7")
    log_it(a_field(1), sample="S-8")
    again = found(history, log_it(a_field(1), sample="S-9"))
    assert (again.record, again.same) == (first, True)


@pytest.mark.parametrize("change", ["jpeg", "brighter", "shifted"])
def test_nearly_the_same_picture_is_told(history, log_it, change):
    field = a_field(2)
    first = log_it(field)
    other = {
        "jpeg": lambda: cv2.imdecode(cv2.imencode(".jpg", field, [cv2.IMWRITE_JPEG_QUALITY, 75])[1], 1),
        "brighter": lambda: np.clip(field * 1.08, 0, 255).astype(np.uint8),
        "shifted": lambda: np.ascontiguousarray(np.roll(field, (2, 2), (0, 1))),
    }[change]()
    again = found(history, log_it(other))
    assert (again.record, again.same) == (first, False)


def test_other_fields_are_new(history, log_it):
    assert [found(history, log_it(a_field(seed))) for seed in range(40)] == [None] * 40


def test_every_look_within_six_bits_is_found(history, result):
    dice = random.Random(5)
    mine = dice.getrandbits(64) - (1 << 63)
    looks = []
    for bits in range(12):
        for _ in range(10):
            other = mine & (1 << 64) - 1
            for bit in dice.sample(range(64), bits):
                other ^= 1 << bit
            looks.append((bits, other - (1 << 64) if other >> 63 else other))
    records = history.append_many([result(0, look=look) for _, look in looks])
    with history.reading() as connection:
        near = list(near_looks(connection, mine))
    assert near == [r.id for r, (bits, _) in zip(records, looks, strict=True) if bits <= COPY_DISTANCE]


def test_a_code_is_counted_up_to_a_record(history, log_it):
    records = [log_it(a_field(3), sample=code) for code in ("S-1", "S-2", "S-1", "S-1")]
    with history.reading() as connection:
        assert code_use(connection, "S-1", before=records[3].id).records == 2
        assert code_use(connection, "S-1").first == records[0].time
        assert code_use(connection, "S-3").records == 0
        assert same_picture(connection, "0" * 64) is None


@pytest.mark.data
def test_of_real_fields_copies_are_found_and_others_are_not(shared_data, history, log_it):
    files = sorted((shared_data / "taleqani").glob("*/*.jpg"))
    chosen = random.Random(1).sample(files, 40)
    fields = [cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB) for path in chosen]
    assert [found(history, log_it(field)) for field in fields].count(None) >= 39
    dimmer = [found(history, log_it((field * 0.92).astype(np.uint8))) for field in fields]
    assert sum(each is not None for each in dimmer) >= 38


def test_pictures_that_are_gone_are_passed_by(history, log_it):
    field = a_field(3)
    gone, there = log_it(field), log_it(np.clip(field * 1.02, 0, 255).astype(np.uint8))
    history.paths.pictures.joinpath(gone.picture_sha256[:2], f"{gone.picture_sha256}.png").unlink()
    again = log_it(np.clip(field * 1.05, 0, 255).astype(np.uint8))
    assert found(history, again).record == there
    history.paths.pictures.joinpath(again.picture_sha256[:2], f"{again.picture_sha256}.png").unlink()
    assert found(history, again) is None


def test_of_the_records_of_a_picture_one_under_another_code_is_named_first(history, log_it):
    field = a_field(1)
    log_it(field, sample="S-1")
    other = log_it(field, sample="S-2")
    log_it(field, sample="")
    assert found(history, log_it(field, sample="S-1")).record == other
    near = log_it(cv2.resize(field, None, fx=0.98, fy=0.98), sample="S-1")
    assert found(history, near).elsewhere_than(near)
    assert found(history, log_it(field, sample="")).record.id == 1
