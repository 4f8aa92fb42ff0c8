"""The commands that look after the list of operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leukdesk.history.people.pins import LENGTH
from leukdesk.options.common import a_text, add_command, add_json

if TYPE_CHECKING:
    import argparse

    from leukdesk.options.common import Commands

_PIPED = "where standard input is no terminal it is one line of that, after the line with the PIN of --by, if any"
ROLES = ("operator", "reviewer", "administrator")
_MAY = (
    "what the operator may do: an operator logs and decides, a reviewer signs too, an administrator also looks after "
    "the list"
)


def add_operators(commands: Commands) -> None:
    """Add ``leukdesk operators`` and its actions."""
    parser = add_command(commands, "operators", "Look after the list of those who work at this station.")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add_json(add_command(actions, "list", "List the operators, with role and service."))
    _add_add(actions)
    _add_change(actions)
    reset = "Take all administrators' PINs away, where they are forgotten. The log tells that it was done."
    add_json(add_command(actions, "reset", reset))


def _add_add(actions: Commands) -> None:
    parser = add_command(actions, "add", "Put somebody on the list; the first one is administrator.")
    parser.add_argument("name", metavar="NAME", help="as it is to stand in the log")
    parser.add_argument("--role", choices=ROLES, help=f"{_MAY} (operator)")
    asks = f"ask for a PIN, {LENGTH}; {_PIPED}"
    parser.add_argument("--pin", action="store_true", help=asks)
    _add_by(parser)


def _add_change(actions: Commands) -> None:
    parser = add_command(actions, "change", "Give an operator another role or PIN, or put one out of service.")
    parser.add_argument("name", metavar="NAME", help="see: leukdesk operators list")
    parser.add_argument("--role", choices=ROLES, help=_MAY)
    pin = parser.add_mutually_exclusive_group()
    pin.add_argument("--pin", action="store_true", help=f"ask for a new PIN, {LENGTH}; {_PIPED}")
    pin.add_argument("--no-pin", action="store_true", help="take the PIN away")
    service = parser.add_mutually_exclusive_group()
    out = "the name can no longer be chosen; it stays in the log"
    service.add_argument("--out-of-service", dest="active", action="store_false", default=None, help=out)
    again = "the name can be chosen again"
    service.add_argument("--in-service", dest="active", action="store_true", default=None, help=again)
    _add_by(parser)


def _add_by(parser: argparse.ArgumentParser) -> None:
    who = "the administrator who does it; a PIN is asked for, if there is one"
    parser.add_argument("--by", "--operator", type=a_text("The operator's name"), default="", metavar="NAME", help=who)
    add_json(parser)
