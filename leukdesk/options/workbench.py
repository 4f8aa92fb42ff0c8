"""The commands of the workbench: training and measuring."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING

from leukdesk.options.common import add_command, add_json, any_path, whole_number

if TYPE_CHECKING:
    from leukdesk.options.common import Commands


def add_workbench(commands: Commands) -> None:
    """Add all of them."""
    _add_train(commands)
    _add_evaluate(commands)
    _add_export(commands)
    _add_compare(commands)


def _add_train(commands: Commands) -> None:
    text = "Train a network on a folder of labelled pictures, measure it and write a model package."
    parser = add_command(commands, "train", text)
    parser.add_argument("recipe", metavar="RECIPE", help="name of a network and how it is trained")
    _add_data_set(parser)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="change a setting")
    parser.add_argument("--weights", type=any_path, metavar="FILE", help="pretrained weights to begin from")
    parser.add_argument("--teacher", metavar="MODEL", help="a model whose answers are learnt beside the labels")
    parser.add_argument("--folds", type=whole_number, default=1, metavar="K", help="cross-validate, then train on all")
    _add_package(parser)
    leaks = parser.add_mutually_exclusive_group()
    shown = "also repeat the study's protocol, a random split, to show what it hides"
    leaks.add_argument("--show-leak", action="store_true", help=shown)
    leaks.add_argument("--allow-leak", action="store_true", help="repeat that protocol alone; everything is marked")


def _add_evaluate(commands: Commands) -> None:
    parser = add_command(commands, "evaluate", "Measure a model on labelled pictures that it was not trained on.")
    parser.add_argument("model", metavar="MODEL", help="a model's id, or a package's folder")
    _add_data_set(parser)
    parser.add_argument("--out", type=any_path, metavar="DIR", help="where to write the report")
    parser.add_argument("--allow-leak", action="store_true", help="measure on trained pictures too; the report says so")
    add_json(parser)


def _add_export(commands: Commands) -> None:
    parser = add_command(commands, "export", "Make a model package of a Keras network that was trained elsewhere.")
    parser.add_argument("file", type=any_path, metavar="FILE.keras", help="a network saved by Keras")
    _add_data_set(parser)
    values = "the pixel values that it takes, for example --pixels=-1..1 (0..255)"
    parser.add_argument("--pixels", type=_value_range, default=(0.0, 255.0), metavar="LOW..HIGH", help=values)
    _add_package(parser)


def _add_compare(commands: Commands) -> None:
    parser = add_command(commands, "compare", "Measure several models on the same pictures; prints one table.")
    parser.add_argument("model", nargs="*", metavar="MODEL", help="ids or folders (all that know these classes)")
    _add_data_set(parser)
    parser.add_argument("--into", type=any_path, metavar="FILE", help="write the table into a Markdown file as well")
    add_json(parser)


def _add_data_set(parser: argparse.ArgumentParser) -> None:
    folder = "a folder for each class, or pictures with an index.csv"
    parser.add_argument("--data", type=any_path, required=True, metavar="DIR", help=folder)
    parser.add_argument("--group-by", metavar="COLUMN", help="column that must not be shared between train and test")
    parser.add_argument("--card", metavar="NAME", help="the hand-written part of the card: a .toml file, or its name")


def _add_package(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--id", metavar="ID", help="id of the package (the card's and the network's)")
    parser.add_argument("--version", default="1.0.0", metavar="X.Y.Z", help="version of the package (1.0.0)")
    where = "folder for runs and packages (else this station's own, so that the window lists the model)"
    parser.add_argument("--out", type=any_path, metavar="DIR", help=where)
    parser.add_argument("--seed", type=_seed, default=1, metavar="N", help="seed of every random choice (1)")
    weak = "write a package even of a model that answers one class, or that six colour numbers beat"
    parser.add_argument("--force", action="store_true", help=weak)


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= 2**32:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to {2**32 - 1}")
    return int(text)


def _value_range(text: str) -> tuple[float, float]:
    try:
        low, high = map(float, text.split(".."))
    except ValueError:
        low = high = 0.0
    if not -math.inf < low < high < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no range of values such as 0..1")
    return low, high
