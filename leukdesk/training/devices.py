"""The processors that a training runs on: TensorFlow takes a single GPU by itself, several have to be asked for."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import tensorflow as tf


def all_devices(kind: str = "GPU") -> AbstractContextManager[Any]:
    """What a network is built, compiled and fitted in, so that every batch is shared among all devices of a kind.

    Parameters
    ----------
    kind : str
        As TensorFlow calls it.
    """
    devices = tf.config.list_logical_devices(kind)
    if len(devices) < 2:
        return nullcontext()
    scope: AbstractContextManager[Any] = tf.distribute.MirroredStrategy([device.name for device in devices]).scope()
    return scope
