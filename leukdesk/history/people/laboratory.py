"""Who works at a station and what each may do, as the rules see it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leukdesk.history.plain import LONGEST
from leukdesk.language import marked, tr

LONGEST_NAME = LONGEST
_ASKED = 3
"""So many are named where there is little room."""


class Role(StrEnum):
    """What somebody may do; each may do all that the ones before it may."""

    OPERATOR = "operator"
    """Logs results, and decides about suggestions that nobody has signed."""
    REVIEWER = "reviewer"
    """Signs, and decides anew after a signature."""
    ADMINISTRATOR = "administrator"
    """Looks after the list of operators and the laboratory's rules."""

    @property
    def may_sign(self) -> bool:
        """Whether a signature, and a decision after one, is open to it."""
        return self is not Role.OPERATOR

    @property
    def duties(self) -> str:
        """What it may do, in a sentence."""
        return tr(_DUTIES[self])


_DUTIES = {
    Role.OPERATOR: marked("Logs results, and decides about suggestions that nobody has signed."),
    Role.REVIEWER: marked("Does what an operator does, signs, and decides anew after a signature."),
    Role.ADMINISTRATOR: marked(
        "Does what a reviewer does, looks after this list and the rules, restores backups and archives pictures."
    ),
}


@dataclass(frozen=True)
class Operator:
    """Somebody on the list.

    Attributes
    ----------
    active : bool
        False when put out of service: the name stays, and can no longer be chosen.
    """

    name: str
    role: Role = Role.OPERATOR
    active: bool = True
    has_pin: bool = False


@dataclass(frozen=True)
class Laboratory:
    """The people and the rules that hold at one moment.

    Attributes
    ----------
    operators : tuple of Operator
        In the order in which they were added. Empty where no list is kept: anybody with a name may do anything then.
    four_eyes : bool
        Whoever decided may not sign.
    """

    operators: tuple[Operator, ...] = ()
    four_eyes: bool = False

    @property
    def keeps_list(self) -> bool:
        """Whether operators are set up."""
        return bool(self.operators)

    @property
    def active(self) -> tuple[Operator, ...]:
        """Those who can be chosen."""
        return tuple(each for each in self.operators if each.active)

    def find(self, name: str) -> Operator | None:
        """Return somebody on the list, in service or not; upper and lower case are the same."""
        wanted = name.strip().casefold()
        return next((each for each in self.operators if each.name.casefold() == wanted), None)

    def name_of(self, name: str) -> str:
        """Return a name as the list writes it; as given where it is on no list."""
        found = self.find(name)
        return found.name if found is not None else name.strip()

    def why_not_working(self, name: str) -> str:
        """Return why nobody works under a name, as a sentence; empty where somebody does, or no list is kept."""
        if not self.keeps_list:
            return ""
        if not name.strip():
            return tr("nobody is signed in. Choose who is working.")
        found = self.find(name)
        if found is None:
            words = tr("{name} is not on this station's list of operators. An administrator can add the name.")
            return words.format(name=repr(name.strip()))
        if not found.active:
            words = tr("{name} is out of service. An administrator can take the operator into service again.")
            return words.format(name=found.name)
        return ""

    def why_not_administrator(self, name: str) -> str:
        """Return why somebody may not do what administrators do, as a sentence; empty where they may."""
        if why := self.why_not_working(name):
            return why
        found = self.find(name)
        if found is None or found.role is Role.ADMINISTRATOR:  # nobody on a list: none is kept
            return ""
        return tr("only an administrator does this; ask {names}.").format(names=self._named(Role.ADMINISTRATOR))

    def may_sign(self, name: str) -> bool:
        """Whether somebody who works may sign."""
        found = self.find(name)
        return not self.keeps_list or (found is not None and found.role.may_sign)

    def why_not_signing(self, name: str) -> str:
        """Return why somebody may not sign, as a sentence; empty where they may."""
        if why := self.why_not_working(name):
            return why
        if self.may_sign(name):
            return ""
        signers = self._named(Role.REVIEWER, Role.ADMINISTRATOR)
        words = tr("{name} is an operator, and only reviewers and administrators sign; ask {names}.")
        return words.format(name=self.name_of(name), names=signers)

    def why_not_deciding_anew(self, name: str) -> str:
        """Return why somebody may not decide after a signature, whom to ask first; empty where they may."""
        if why := self.why_not_working(name):
            return why
        if self.may_sign(name):
            return ""
        names = [each.name for each in self.active if each.role.may_sign]
        ask = _or(names if len(names) <= _ASKED else [*names[:_ASKED], tr("another of them")])
        return tr("ask {names}: only reviewers and administrators change a signed row.").format(names=ask)

    def way_out(self, name: str) -> str:
        """Return what is to be done where somebody has forgotten the PIN, as a sentence."""
        others = [each.name for each in self.active if each.role is Role.ADMINISTRATOR and each != self.find(name)]
        if others:
            return tr("Where it is forgotten, {names} can set a new one.").format(names=_or(others))
        return tr(
            "No other administrator can set a new one. Where it is forgotten, the command leukdesk operators reset "
            "takes it away."
        )

    def why_no_own_pin(self, name: str) -> str:
        """Return why somebody has no PIN to change, as a sentence; empty where they have one."""
        if not self.keeps_list:
            return tr("no list of operators is kept here, and so no PINs.")
        if why := self.why_not_working(name):
            return why
        found = self.find(name)
        if found is None or found.has_pin:
            return ""
        words = tr("{name} has no PIN yet. An administrator sets the first one; ask {names}.")
        return words.format(name=found.name, names=self._named(Role.ADMINISTRATOR))

    def _named(self, *roles: Role) -> str:
        return _or([each.name for each in self.active if each.role in roles])


def _or(names: list[str]) -> str:
    return tr(" or ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
