"""``leukdesk export``: a package of a Keras network that was trained elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path

import keras

from leukdesk.errors import LeukdeskError
from leukdesk.training.commands.steps import count, deliver, places_of, show_data, split_apart
from leukdesk.training.data.classes import class_id
from leukdesk.training.data.folders import read_dataset
from leukdesk.training.data.pictures import read_pictures
from leukdesk.training.describing import describe
from leukdesk.training.exporting import HEADS, head_of
from leukdesk.training.recipe import FEATURE_MAP, Recipe, Settings, Task
from leukdesk.training.running import Plan, Run

_REFUSED = {
    ".h5": "an .h5 file can hold code that runs when it is opened",
    ".hdf5": "an .hdf5 file can hold code that runs when it is opened",
    ".pkl": "a pickle runs code when it is opened",
    ".pickle": "a pickle runs code when it is opened",
    ".joblib": "a pickle runs code when it is opened",
    ".pt": "a pickle runs code when it is opened",
    ".pth": "a pickle runs code when it is opened",
}


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


def run(options: argparse.Namespace) -> int:
    """Run ``leukdesk export``: measure a network on labelled pictures, choose its weights' form, write a package.

    Parameters
    ----------
    options : Namespace
        ``file``, ``card``, ``data``, ``group_by``, ``pixels``, ``id``, ``version``, ``out``, ``data_dir``, ``seed``,
        ``force``.

    Returns
    -------
    int
        Exit status.

    Raises
    ------
    ExportError
        The network does not fit the data set's classes, or no logits can be had of it.
    HeadError
        No heat map can be made of it.
    LeakError
        The parts that the data set gives share near copies or groups.
    PackagingError
        It is worth nothing and there is no ``--force``, or a folder cannot be written.
    """
    loaded = load_network(options.file)
    dataset = read_dataset(options.data, options.group_by)
    description = describe(options.card, dataset)
    dataset = description.arranged(dataset)
    side = _side(options.file, loaded, len(dataset.classes))
    places = places_of(options, description, class_id(options.file.stem))
    model = with_logits(options.file, loaded, *options.pixels)
    pictures = read_pictures(dataset, side, description.preparation, progress=count)
    recipe = Recipe(
        loaded.name, options.file.stem, f"{options.file.name}, trained elsewhere", _as_it_is, Settings(side, 1)
    )
    plan = Plan(recipe, recipe.settings, pictures.dataset, pictures, description.preparation, options.seed)
    seen = show_data(plan, places)
    plan, (split,) = split_apart(plan)
    fitted = Run(plan, split, model, [])
    deliver(options, places, description, seen, [fitted], fitted, elsewhere=True)
    return 0


def _side(path: Path, model: keras.Model, classes: int) -> int:
    # Keras knows no shapes of a network that was never called.
    shape, answer = getattr(model, "input_shape", None), getattr(model, "output_shape", None)
    if not (isinstance(shape, tuple) and len(shape) == 4 and shape[3] == 3 and shape[1] and shape[1] == shape[2]):
        raise ExportError(
            f"{path} takes {shape}, and square RGB pictures (None, S, S, 3) of a fixed side were expected."
        )
    if answer != (None, classes):
        raise ExportError(f"{path} gives {answer}, and one number for each of the {classes} classes was expected.")
    return int(shape[1])


def with_logits(path: Path, model: keras.Model, low: float, high: float) -> keras.Model:
    """The same network from pixels of 0 to 255 to logits: brought to its range before, without the softmax behind.

    It is applied layer by layer, so that the layers behind its feature map stay to be seen. They are the layers of
    ``model`` itself: a dense one at its end has lost its softmax there, too.

    Parameters
    ----------
    path : Path
        What the network is called in an error.
    model : keras.Model
    low, high : float
        Range of the values that it takes.

    Raises
    ------
    ExportError
        It ends in neither logits nor softmax, or the layers behind its feature map are no plain chain.
    HeadError
        It has no feature map with Flatten or GlobalAveragePooling2D behind.
    """
    layers = list(model.layers)
    ending = _activation(layers[-1])
    if ending not in ("linear", "softmax"):
        raise ExportError(
            f"{path} ends in {ending}, and the probabilities of its classes have no common sum then: let it end in a"
            " dense layer with softmax, and train it again."
        )
    if ending == "softmax" and isinstance(layers[-1], keras.layers.Dense):
        layers[-1].activation = keras.activations.linear
    elif ending == "softmax":
        layers.pop()
    first = head_of(layers)
    image = keras.Input(model.input_shape[1:], name="image")
    x = keras.layers.Rescaling((high - low) / 255, low)(image)
    x = keras.Model(model.inputs[0], layers[first].input, name=FEATURE_MAP)(x)
    for layer in layers[first:]:
        if isinstance(layer.input, list):
            raise ExportError(f"{path}: layer {layer.name!r} joins several others, and a plain chain is needed.")
        # A layer that was called twice has two inputs, and the one of the feature map is asked for later on.
        x = (type(layer).from_config(layer.get_config()) if isinstance(layer, HEADS) else layer)(x)
    return keras.Model(image, x)


def _activation(layer: keras.layers.Layer) -> str:
    if isinstance(layer, keras.layers.Softmax):
        return "softmax"
    return getattr(getattr(layer, "activation", keras.activations.linear), "__name__", "an unknown activation")


def _as_it_is(task: Task) -> keras.Model:
    raise ExportError(f"this network was trained elsewhere and cannot be built anew for {task.classes} classes")
