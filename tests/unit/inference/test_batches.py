from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from leukdesk.inference.batches import BATCH, Batches
from leukdesk.inference.package import ModelLoadError, ModelPackage, read_package
from leukdesk.inference.runtime import Classifier, ModelAnswerError
from leukdesk.paths import bundled_models

RESIZABLE, SINGLE = "cnmc2-mobilenetv2", "cnmc2-all_hem_cnn"


def package(name: str) -> ModelPackage:
    return read_package(bundled_models() / name)


@pytest.fixture
def classifier() -> Classifier:
    return Classifier(package(RESIZABLE), threads=1)


def cells(count: int, side: int = 112) -> np.ndarray:
    return np.random.default_rng(count).integers(0, 256, (count, side, side, 3), dtype=np.uint8)


@pytest.mark.parametrize("name", [RESIZABLE, SINGLE])
@pytest.mark.parametrize("count", [1, BATCH, 2 * BATCH + 3])
def test_many_cells_get_the_answers_that_each_gets_alone(name: str, count: int) -> None:
    """Whether the graph takes several pictures in a call or, like the small one, does not."""
    classifier = Classifier(package(name), threads=1)
    pictures = cells(count)
    together = classifier.classify_many(pictures, "field")
    alone = [classifier.classify_prepared(each, "field") for each in pictures]
    assert len(together) == count
    for one, other in zip(together, alone, strict=True):
        assert one.frame_id == "field"
        assert one.uncertain == other.uncertain
        assert [c.id for c in one.classes] == [c.id for c in other.classes]
        assert [c.probability for c in one.classes] == pytest.approx([c.probability for c in other.classes], abs=1e-6)
        assert np.allclose(one.embedding, other.embedding, atol=1e-5)
        assert np.allclose(one.heatmap, other.heatmap, atol=1e-5)
        assert one.milliseconds > 0


def test_a_graph_that_takes_several_is_asked_in_a_few_calls(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    run = Batches.run
    monkeypatch.setattr(Batches, "run", lambda self, pictures: calls.append(len(pictures)) or run(self, pictures))
    classifier.classify_many(cells(2 * BATCH + 1), "field")
    classifier.classify_many(cells(BATCH), "next field")
    assert calls == [BATCH] * 3


def test_a_field_without_cells_has_no_predictions(classifier: Classifier) -> None:
    assert classifier.classify_many([], "field") == []


def test_answers_are_not_overwritten_by_those_of_the_next_field(classifier: Classifier) -> None:
    first = classifier.classify_many(cells(BATCH), "first")
    kept = [(each.embedding.copy(), each.heatmap.copy()) for each in first]
    classifier.classify_many(cells(2 * BATCH), "second")
    for each, (embedding, heatmap) in zip(first, kept, strict=True):
        assert np.array_equal(each.embedding, embedding)
        assert np.array_equal(each.heatmap, heatmap)


def test_the_time_of_a_field_is_shared_out_equally(classifier: Classifier) -> None:
    found = classifier.classify_many(cells(5), "field", spent=10.0)
    assert len({each.milliseconds for each in found}) == 1
    assert found[0].milliseconds > 2000


def test_a_graph_that_would_mix_its_pictures_is_asked_one_by_one(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No bundled graph does; a user's own might, and nobody would see it."""
    run = Batches.run

    def mixing(self: Batches, pictures: np.ndarray) -> dict[str, np.ndarray]:
        outputs = run(self, pictures)
        return outputs | {"probabilities": np.full_like(outputs["probabilities"], 0.5)}

    monkeypatch.setattr(Batches, "run", mixing)
    pictures = cells(BATCH)
    for _ in range(2):
        found = classifier.classify_many(pictures, "field")
        assert [each.top for each in found] == [classifier.classify_prepared(each, "f").top for each in pictures]


def test_one_answer_that_is_none_leaves_the_field_without_a_result(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    classifier.classify_many(cells(BATCH), "before")
    run = Batches.run

    def broken(self: Batches, pictures: np.ndarray) -> dict[str, np.ndarray]:
        outputs = run(self, pictures)
        outputs["embedding"][1] = np.nan
        return outputs

    monkeypatch.setattr(Batches, "run", broken)
    with pytest.raises(ModelAnswerError, match="not a number"):
        classifier.classify_many(cells(BATCH), "field")


def test_a_model_file_that_was_exchanged_meanwhile_is_not_run(tmp_path: Path) -> None:
    folder = tmp_path / RESIZABLE
    folder.mkdir()
    for name in ("card.toml", "model.tflite"):
        shutil.copy(bundled_models() / RESIZABLE / name, folder / name)
    classifier = Classifier(read_package(folder), threads=1)
    shutil.copy(bundled_models() / SINGLE / "model.tflite", folder / "model.tflite")
    with pytest.raises(ModelLoadError, match="not the one that its card describes"):
        classifier.classify_many(cells(BATCH), "field")
