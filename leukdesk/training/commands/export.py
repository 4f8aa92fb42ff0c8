"""``leukdesk export``: a package of a Keras network that was trained elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path

import keras

from leukdesk.errors import LeukdeskError

_REFUSED = {
    ".h5": "an .h5 file can hold code that runs when it is opened",
    ".hdf5": "an .hdf5 file can hold code that runs when it is opened",
    ".pkl": "a pickle runs code when it is opened",
    ".pickle": "a pickle runs code when it is opened",
    ".joblib": "a pickle runs code when it is opened",
    ".pt": "a pickle runs code when it is opened",
    ".pth": "a pickle runs code when it is opened",
}
PIXELS = {"0..255": (1.0, 0.0), "0..1": (1 / 255, 0.0), "-1..1": (1 / 127.5, -1.0)}


class ExportError(LeukdeskError):
    """A network that cannot be made into a package; the text says why and what to do."""

    code = "export"


def load_network(path: Path) -> keras.Model:
    """Load a ``.keras`` file, refusing everything that could run code.

    Raises
    ------
    ExportError
    """
    if reason := _REFUSED.get(path.suffix.lower()):
        raise ExportError(
            f"{path} is refused: {reason}. Where it was made, load it and save it again with model.save('NAME.keras')."
        )
    if not path.is_file():
        raise ExportError(f"{path} is no file: give a network saved by Keras as NAME.keras.")
    if path.suffix != ".keras":
        raise ExportError(f"{path} is no .keras file: save the network by Keras with model.save('NAME.keras').")
    try:
        return keras.models.load_model(path, compile=False, safe_mode=True)
    except Exception as problem:  # whatever a broken or hostile file brings about in Keras
        text = " ".join(str(problem).split())[:300]
        raise ExportError(f"{path} cannot be loaded safely by Keras {keras.__version__}: {text}") from problem
