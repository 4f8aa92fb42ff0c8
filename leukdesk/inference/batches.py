"""A model's graph for several pictures in one call of the runtime."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from leukdesk.inference.native_messages import hold_back_notices

BATCH = 4
"""Pictures in a call. Of 20 cells at 224 pixels on two cores, 4 at a time took .56 of the time that one at a time take
on one core, 20 at a time .73 (the least of 30 rounds): what lies between the layers then no longer fits the processor's
cache. Where other work keeps the cores busy nothing is gained. A size that never changes needs its memory laid out
once, which takes as long as several pictures."""


class BatchError(Exception):
    """A graph that takes one picture at a time only."""


class Batches:
    """A second copy of a graph, made to take :data:`BATCH` pictures in a call. To be used by one thread at a time.

    Parameters
    ----------
    content : bytes
        The graph.
    threads : int
    image : int
        Index of the input tensor.
    outputs : dict of str to int
        Index of each output tensor by its name in the signature: tensors themselves have other names.

    Raises
    ------
    BatchError
        The graph cannot be made to.
    """

    def __init__(self, content: bytes, threads: int, image: int, outputs: Mapping[str, int]) -> None:
        self._image, self._outputs = image, dict(outputs)
        try:
            with hold_back_notices():
                self._interpreter = Interpreter(model_content=content, num_threads=threads)
                (details,) = (each for each in self._interpreter.get_input_details() if each["index"] == image)
                self._interpreter.resize_tensor_input(image, [BATCH, *details["shape"][1:]])
                self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as problem:
            raise BatchError(str(problem)) from problem
        shapes = {each["index"]: each["shape"] for each in self._interpreter.get_output_details()}
        if any(index not in shapes or shapes[index][0] != BATCH for index in self._outputs.values()):
            raise BatchError("its outputs do not follow its input")

    def run(self, pictures: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
        """Return each output, (BATCH, ...), for pictures, uint8 (BATCH, H, W, 3); in memory of its own.

        Raises
        ------
        RuntimeError
            The runtime failed.
        """
        self._interpreter.set_tensor(self._image, pictures)
        self._interpreter.invoke()
        return {name: self._interpreter.get_tensor(index) for name, index in self._outputs.items()}
