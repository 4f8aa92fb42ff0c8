"""Several devices at once, with two halves of the processor in the place of two GPUs."""

from __future__ import annotations

import subprocess
import sys

SHARED = """
import sqlite3, sys, pathlib
import numpy as np, tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
import keras
from leukdesk.training.batches import Part
from leukdesk.training.devices import all_devices
from leukdesk.training.fitting import fit
from leukdesk.training.recipe import Settings

labels = np.arange(32) % 2
pixels = np.zeros((32, 32, 32, 3), np.uint8)
pixels[labels == 1] = 200
part = Part(pixels, labels, labels.astype(str))
with all_devices("CPU"):
    assert tf.distribute.get_strategy().num_replicas_in_sync == 2
    last = keras.layers.Dense(2, kernel_initializer="zeros")
    model = keras.Sequential([keras.Input((32, 32, 3)), keras.layers.Flatten(), last])
    settings = Settings(input_side=32, epochs=3, batch=8, rate=1e-4, augmentation="none")
    curves = fit(model, settings, part, part, 2, seed=1, checkpoints=pathlib.Path(sys.argv[1]), report=print)
assert curves[-1]["val_accuracy"] == 1, curves
assert curves[-1]["val_loss"] < 0.4, curves  # log 2 where nothing is known
"""


def test_a_batch_is_shared_among_all_devices(tmp_path):
    """In a process of its own: the processor can be divided only before TensorFlow begins."""
    done = subprocess.run(
        [sys.executable, "-c", SHARED, str(tmp_path)], capture_output=True, text=True, timeout=250, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "epoch 3/3" in done.stdout
