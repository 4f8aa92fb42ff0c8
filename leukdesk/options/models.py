"""The commands that look after the models of a station, and make files of models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leukdesk.options.common import a_text, add_actor, add_command, add_json, any_path

if TYPE_CHECKING:
    import argparse

    from leukdesk.options.common import Commands

_UNSIGNED = "take a package that nobody has signed whom the station trusts: only if you know where it comes from"
_ANYWAY = "take one that is older than the model there, or differs from it under the same version"


def add_models(commands: Commands) -> None:
    """Add ``leukdesk models`` and its actions; without one it lists the models."""
    parser = add_command(commands, "models", "List the models, and those that are refused with the reason.")
    add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=False)
    for name, text in (
        ("install", "Install models from files (.leukmodel)."),
        ("update", "Install models from files, each in place of one that is there."),
    ):
        action = add_command(actions, name, text)
        action.add_argument("file", nargs="+", type=any_path, metavar="FILE", help="a model package's file")
        action.add_argument("--unsigned", action="store_true", help=_UNSIGNED)
        action.add_argument("--anyway", action="store_true", help=_ANYWAY)
        _finish(action)
    for name, text in (
        ("remove", "Remove a model that was installed from a file, with its former version."),
        ("rollback", "Go back to the former version of a model; once more: forward again."),
    ):
        action = add_command(actions, name, text)
        action.add_argument("model", metavar="ID", help="see: leukdesk models")
        _finish(action)
    _add_pack(actions)
    _add_keygen(actions)
    _add_keys(actions)


def _add_pack(actions: Commands) -> None:
    action = add_command(actions, "pack", "Make one file of a model package's folder, for other stations.")
    action.add_argument("folder", type=any_path, metavar="FOLDER", help="with card.toml and model.tflite")
    target = "the file, or a folder for a file named after the model and its version"
    action.add_argument("file", type=any_path, metavar="FILE", help=target)
    signing = "sign it with the secret key in this file (see: leukdesk models keygen)"
    action.add_argument("--sign", type=any_path, metavar="KEYFILE", help=signing)
    add_json(action, once_more=True)


def _add_keygen(actions: Commands) -> None:
    text = "Make a secret key to sign packages with, and the public one beside it. Not to be done on a station."
    action = add_command(actions, "keygen", text)
    action.add_argument("file", type=any_path, metavar="FILE", help="of the secret key; FILE.pub is the public one")
    add_json(action, once_more=True)


def _add_keys(actions: Commands) -> None:
    parser = add_command(actions, "keys", "Look after the keys whose signatures the station trusts.")
    keys = parser.add_subparsers(dest="keys_action", metavar="ACTION", required=True)
    add_json(add_command(keys, "list", "List them, and whether other packages are taken at all."), once_more=True)
    add = add_command(keys, "add", "Trust a key from now on.")
    add.add_argument("file", type=any_path, metavar="FILE", help="the public key (.pub)")
    name = a_text("The key's name")
    add.add_argument("--name", type=name, required=True, metavar="NAME", help="whose key it is")
    _finish(add)
    remove = add_command(keys, "remove", "Trust a key no more; the models that it has signed stay.")
    remove.add_argument("name", metavar="NAME", help="see: leukdesk models keys list")
    _finish(remove)
    rule = add_command(keys, "only-signed", "Take packages of trusted keys only, or others too where somebody agrees.")
    rule.add_argument("rule", choices=("on", "off"))
    _finish(rule)


def _finish(parser: argparse.ArgumentParser) -> None:
    add_actor(parser)
    add_json(parser, once_more=True)
