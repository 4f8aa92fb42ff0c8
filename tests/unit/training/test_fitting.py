"""The learning rate, what an epoch draws, and the averaged weights."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import keras
import numpy as np
import pytest

from leukdesk.training.batches import AugmentedBatches, Part
from leukdesk.training.fitting import FallingRate, fit
from leukdesk.training.recipe import SettingError, Settings, Task
from leukdesk.training.recipes import RECIPES

PLAIN = Settings(input_side=32, epochs=4, augmentation="none")


def part(counts: dict[str, int], label: int = 0) -> tuple[list[int], list[str]]:
    """Labels and groups of so many pictures of each group."""
    groups = [name for name, count in counts.items() for _ in range(count)]
    return [label] * len(groups), groups


def made(*parts: tuple[list[int], list[str]]) -> Part:
    labels = np.array([label for each, _ in parts for label in each])
    groups = np.array([group for _, each in parts for group in each])
    pixels = np.zeros((len(labels), 32, 32, 3), np.uint8)
    pixels[:] = np.arange(len(labels), dtype=np.uint8)[:, None, None, None]  # each picture's value is its index
    return Part(pixels, labels, groups)


def drawn(of: Part, settings: Settings, epoch: int) -> list[int]:
    batches = AugmentedBatches(of, 2, settings, side=32, seed=1, epoch=epoch)
    return [int(picture[0, 0, 0]) for i in range(len(batches)) for picture in batches[i][0]]


def test_an_epoch_draws_each_class_alike_and_its_groups_as_evenly_as_it_can() -> None:
    of = made(part({"large": 60, "small": 4, "middle": 20}), part({"x": 30, "y": 30}, 1))
    settings = Settings(input_side=32, epochs=1, batch=4, augmentation="none", per_class=24)
    first, second = drawn(of, settings, 0), drawn(of, settings, 1)
    assert len(first) == len(set(first)) == 48
    counts = {name: int((of.groups[first] == name).sum()) for name in np.unique(of.groups)}
    assert counts == {"small": 4, "large": 10, "middle": 10, "x": 12, "y": 12}
    assert set(first) != set(second)


def test_without_a_number_an_epoch_takes_every_picture() -> None:
    of = made(part({"a": 13}), part({"b": 3}, 1))
    assert sorted(drawn(of, Settings(input_side=32, epochs=1, batch=4, augmentation="none"), 0)) == list(range(16))


def test_the_rate_rises_at_once_and_falls_to_nothing() -> None:
    rates = [FallingRate(Settings(32, 4, rate=0.1), 10).rate(step) for step in range(41)]
    assert rates[0] == pytest.approx(0.002)
    assert max(rates) == rates[10] > 0.08
    assert all(later < sooner for sooner, later in pairwise(rates[10:]))
    assert rates[40] == pytest.approx(0)


def test_the_last_epochs_fall_from_a_sixth() -> None:
    falling = FallingRate(Settings(32, 6, rate=0.6, cut_side=16, whole_epochs=2), 10)
    assert falling.rate(39) == pytest.approx(falling.rate(40), rel=0.02) == pytest.approx(0.1, rel=0.02)
    assert falling.rate(50) == pytest.approx(0.05)
    assert falling.rate(60) == pytest.approx(0)


def test_a_setting_that_cannot_be_is_refused() -> None:
    for change, message in (("look=field", "picture, cell"), ("average=1", "less than 1")):
        with pytest.raises(SettingError, match=message):
            PLAIN.changed([change])


def test_a_plain_network_is_shown_pictures_as_they_are() -> None:
    with pytest.raises(SettingError, match="leave look out"):
        RECIPES["cml1"].build(Task(2, 64, look="cell"))


def test_a_network_that_is_shown_cells_is_told_their_size_too() -> None:
    """Two cells that standardizing makes alike but for their size are told apart by what stands beside the map."""
    model = RECIPES["mobilenetv2"].build(Task(2, 64, look="cell"))
    appended = next(layer for layer in model.layers if type(layer).__name__ == "Everywhere")
    seen = keras.Model(model.input, appended.output)
    pictures = np.zeros((2, 64, 64, 3), np.float32)
    pictures[0, 20:40, 20:40] = pictures[1, 10:54, 10:54] = (90, 40, 120)
    told = np.asarray(seen(pictures))[..., -35:]
    assert (told == told[:, :1, :1]).all()
    assert np.abs(told[0] - told[1]).max() > 0.1


class StopHereError(Exception):
    pass


def fitted(folder: Path, settings: Settings, stop_after: int = 0) -> list[np.ndarray]:
    keras.utils.set_random_seed(3)
    model = keras.Sequential([keras.Input((32, 32, 3)), keras.layers.Flatten(), keras.layers.Dense(2)])
    of = made(part({"a": 40}), part({"b": 40}, 1))

    def report(line: str) -> None:
        if stop_after and line.startswith(f"epoch {stop_after}/"):
            raise StopHereError

    fit(model, settings, of, of, 2, seed=3, checkpoints=folder, report=report)
    return [np.asarray(weight) for weight in model.get_weights()]


def test_averaged_weights_move_less(tmp_path: Path) -> None:
    still, plain, averaged = (
        fitted(tmp_path / change, PLAIN.changed(["batch=8", change]))
        for change in ("rate=0", "average=0", "average=0.9")
    )
    moved, moved_less = (np.abs(weights[1] - still[1]).mean() for weights in (plain, averaged))  # the biases
    assert 0 < moved_less < moved


def test_an_interrupted_run_goes_on_and_ends_as_one_that_was_not(tmp_path: Path) -> None:
    settings = PLAIN.changed(["batch=8", "average=0.9"])
    with pytest.raises(StopHereError):
        fitted(tmp_path / "interrupted", settings, stop_after=2)
    gone_on, uninterrupted = fitted(tmp_path / "interrupted", settings), fitted(tmp_path / "whole", settings)
    # Sums over a batch are taken in another order each time, so not to the last bit.
    assert all(np.allclose(a, b, atol=3e-4) for a, b in zip(gone_on, uninterrupted, strict=True))
    assert np.abs(uninterrupted[1]).min() > 1e-3
