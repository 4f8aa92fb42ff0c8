"""Run a model package with LiteRT."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from leukdesk.errors import LeukdeskError
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.resizing import squeeze
from leukdesk.inference.batches import BATCH, BatchError, Batches
from leukdesk.inference.card import ModelCard
from leukdesk.inference.native_messages import hold_back_notices
from leukdesk.inference.package import ModelLoadError, ModelPackage
from leukdesk.inference.prediction import ClassProbability, Prediction
from leukdesk.language import tr

SIGNATURE = "classify"
_OUTPUTS = ("probabilities", "embedding", "heatmap")
_SUM_TOLERANCE = 1e-3
_SAME = 0.01  # of a probability: the copy of the graph for several pictures answers as the one for a single one does


class ModelAnswerError(LeukdeskError):
    """The model's answer is not one: numbers that are no probabilities."""

    code = "model-answer"


def model_input(pixels: NDArray[np.uint8], card: ModelCard) -> NDArray[np.uint8]:
    """Bring a picture, uint8 (H, W, 3) RGB, to a model's input, uint8 (input_height, input_width, 3) RGB."""
    return squeeze(pixels if card.centre is None else card.centre.cut(pixels), card.input_height, card.input_width)


class _Answer(NamedTuple):
    """What a graph says of one picture."""

    probabilities: NDArray[np.float32]
    embedding: NDArray[np.float32]
    heatmap: NDArray[np.float32]


class Classifier:
    """A model, loaded. To be used by one thread at a time.

    Parameters
    ----------
    package : ModelPackage
    threads : int, optional
        Threads of the runtime; by default all cores but one, which the window and the camera need, for a picture, and
        all of them for the moment that the cells of a field take.

    Raises
    ------
    ModelLoadError
        The file is not the card's, is no graph that the runtime takes, or does not fit the card.
    """

    def __init__(self, package: ModelPackage, threads: int | None = None) -> None:
        self.package = package
        content = package.read_model()
        cores = os.cpu_count() or 2
        self._batch_threads = cores if threads is None else threads
        self._batches: Batches | None = None
        self._one_by_one = False
        threads = max(1, cores - 1) if threads is None else threads
        try:
            with hold_back_notices():
                self._interpreter = Interpreter(model_content=content, num_threads=threads)
                self._interpreter.allocate_tensors()
            if SIGNATURE not in self._interpreter.get_signature_list():
                raise ModelLoadError(_misfit(package, tr("it has no signature {name}").format(name=repr(SIGNATURE))))
            self._run = self._interpreter.get_signature_runner(SIGNATURE)
            details = self._run.get_input_details(), self._run.get_output_details()
        except (ValueError, RuntimeError, TypeError) as problem:  # the last: a graph whose tensors are not all there
            words = tr("The model file {file} cannot be loaded: {reason}. Install the model package again.")
            raise ModelLoadError(words.format(file=package.model_file, reason=problem)) from problem
        for wrong in _misfits(package.card, *details):
            raise ModelLoadError(_misfit(package, wrong))

    def classify(self, frame: Frame) -> Prediction:
        """Classify a whole picture.

        Raises
        ------
        ModelAnswerError
            The answer holds numbers that are no probabilities; there is no result then.
        """
        start = time.perf_counter()
        prepared = model_input(frame.pixels, self.package.card)
        return self.classify_prepared(prepared, frame.id, spent=time.perf_counter() - start)

    def classify_prepared(self, prepared: NDArray[np.uint8], frame_id: str, *, spent: float = 0.0) -> Prediction:
        """Classify what :func:`model_input` made of the frame with id ``frame_id``.

        Parameters
        ----------
        prepared : array, uint8, (input_height, input_width, 3), RGB
        spent : float
            Seconds that preparing it took, for the prediction's time.

        Raises
        ------
        ModelAnswerError
        """
        start = time.perf_counter()
        answer = self._ask(prepared)
        return self._prediction(answer, frame_id, spent + time.perf_counter() - start)

    def classify_many(
        self, prepared: Sequence[NDArray[np.uint8]] | NDArray[np.uint8], frame_id: str, *, spent: float = 0.0
    ) -> list[Prediction]:
        """Classify what was cut out of the frame with id ``frame_id``: the same answers as one by one, but sooner.

        A graph that takes no more than one picture in a call is asked for one after the other.

        Parameters
        ----------
        prepared : sequence of array, uint8, (input_height, input_width, 3), RGB
        spent : float
            Seconds that preparing all of them took; each prediction's time is an equal share of the whole.

        Raises
        ------
        ModelAnswerError
            There is no result for any of them then.
        ModelLoadError
            The model's file is gone or has changed since.
        """
        start = time.perf_counter()
        answers: list[_Answer] = []
        while len(prepared) - len(answers) >= BATCH and not self._one_by_one:
            answers += self._ask_several(np.stack([*prepared[len(answers) : len(answers) + BATCH]]))
        answers += map(self._ask, prepared[len(answers) :])
        share = (spent + time.perf_counter() - start) / max(len(answers), 1)
        return [self._prediction(answer, frame_id, share) for answer in answers]

    def _ask(self, prepared: NDArray[np.uint8]) -> _Answer:
        try:
            outputs = self._run(image=prepared[np.newaxis])
        except RuntimeError as problem:
            raise self._failed(problem) from problem
        answer = _Answer(*(outputs[name][0] for name in _OUTPUTS))
        self._check(*answer)
        return answer

    def _ask_several(self, pictures: NDArray[np.uint8]) -> list[_Answer]:
        """Return the answers for BATCH pictures; none where it turns out now that the graph takes single ones only."""
        first = self._batches is None
        try:
            batches = self._batches = self._batches or self._load_batches()
            outputs = batches.run(pictures)
        except BatchError:
            self._one_by_one = True
            return []
        except RuntimeError as problem:
            raise self._failed(problem) from problem
        answers = [_Answer(*each) for each in zip(*(outputs[name] for name in _OUTPUTS), strict=True)]
        if first and np.abs(self._ask(pictures[-1]).probabilities - answers[-1].probabilities).max() > _SAME:
            # Such a graph looks at its pictures together.
            self._batches, self._one_by_one = None, True
            return []
        for answer in answers:
            self._check(*answer)
        return answers

    def _load_batches(self) -> Batches:
        outputs = {name: int(each["index"]) for name, each in self._run.get_output_details().items()}
        image = int(self._run.get_input_details()["image"]["index"])
        content = self.package.read_model()
        return Batches(content, self._batch_threads, image, {name: outputs[name] for name in _OUTPUTS})

    def _failed(self, problem: RuntimeError) -> ModelAnswerError:
        words = tr("The model {model} failed on this picture: {reason}.")
        return ModelAnswerError(words.format(model=repr(self.package.id), reason=problem))

    def _prediction(self, answer: _Answer, frame_id: str, seconds: float) -> Prediction:
        card, highest = self.package.card, float(answer.probabilities.max())
        named = zip(card.classes, answer.probabilities, strict=True)
        return Prediction(
            frame_id=frame_id,
            model_id=card.id,
            model_version=card.version,
            model_sha256=card.sha256,
            classes=tuple(ClassProbability(c.id, c.name, float(p)) for c, p in named),
            uncertain=highest < card.uncertain_below,
            embedding=answer.embedding,
            heatmap=answer.heatmap,
            milliseconds=seconds * 1000,
        )

    def _check(self, probabilities: NDArray[np.float32], *others: NDArray[np.float32]) -> None:
        if not all(np.isfinite(values).all() for values in (probabilities, *others)):
            wrong = tr("it is not a number")
        elif probabilities.min() < 0 or abs(float(probabilities.sum()) - 1) > _SUM_TOLERANCE:
            listed = ", ".join(f"{p:.3f}" for p in probabilities)
            wrong = tr("the probabilities {values} do not add up to 1").format(values=listed)
        else:
            return
        words = tr(
            "The model {model} gave no usable answer for this picture: {wrong}. Run the self-test; if it fails too, "
            "install the model package again."
        )
        raise ModelAnswerError(words.format(model=repr(self.package.id), wrong=wrong))


def _misfit(package: ModelPackage, wrong: str) -> str:
    words = tr("The model file {file} does not fit its card: {wrong}. The package must be made again.")
    return words.format(file=package.model_file, wrong=wrong)


def _misfits(card: ModelCard, inputs: dict[str, Any], outputs: dict[str, Any]) -> list[str]:
    """Compare a graph's tensors with what the card promises; -1 stands for a length that is free."""
    expected = {
        "image": (inputs, np.uint8, (1, card.input_height, card.input_width, 3)),
        "probabilities": (outputs, np.float32, (1, len(card.classes))),
        "embedding": (outputs, np.float32, (1, -1)),
        "heatmap": (outputs, np.float32, (1, -1, -1, len(card.classes))),
    }
    wrong = []
    if extra := sorted(inputs.keys() - {"image"}):
        wrong.append(tr("it needs an input {name}").format(name=repr(extra[0])))
    for name, (side, dtype, shape) in expected.items():
        if name not in side:
            text = tr("it has no input {name}") if side is inputs else tr("it has no output {name}")
            wrong.append(text.format(name=repr(name)))
            continue
        found_type, found = np.dtype(side[name]["dtype"]), tuple(int(n) for n in side[name]["shape"])
        fits = len(found) == len(shape) and all(
            b == a or (a == -1 and b > 0) for a, b in zip(shape, found, strict=True)
        )
        if found_type != dtype or not fits:
            wanted = f"{np.dtype(dtype)} {_free(shape)}"
            text = tr("{name} is {found}, and {wanted} was expected")
            wrong.append(text.format(name=repr(name), found=f"{found_type} {list(found)}", wanted=wanted))
    return wrong


def _free(shape: tuple[int, ...]) -> str:
    return "[" + ", ".join("any" if n == -1 else str(n) for n in shape) + "]"
