"""What can go wrong with operators and their PINs, told to a person."""

from __future__ import annotations

import math
from typing import ClassVar, Self

from leukdesk.counting import capital, many
from leukdesk.history.errors import HistoryError
from leukdesk.language import tr


class OperatorError(HistoryError):
    """The list of operators stays as it is."""

    code: ClassVar[str] = "operator"

    @classmethod
    def because(cls, why: str) -> Self:
        """Return one that gives a reason as :class:`leukdesk.history.people.laboratory.Laboratory` has it."""
        return cls(capital(why))


class NobodyWorksError(HistoryError):
    """Nothing is logged for somebody who does not work here."""

    code = "no-operator"

    def __init__(self, reason: str) -> None:
        super().__init__(tr("Nothing was logged: {reason}").format(reason=reason))


class WrongPinError(HistoryError):
    """The PIN was another one."""

    code = "wrong-pin"

    def __init__(self, name: str, way_out: str) -> None:
        super().__init__(tr("That is not the PIN of {name}. {way_out}").format(name=name, way_out=way_out))


class PinWaitError(HistoryError):
    """There were too many wrong PINs; this one was not looked at.

    Attributes
    ----------
    name : str
    seconds : float
        Until the next one is.
    """

    code = "pin-wait"

    def __init__(self, name: str, seconds: float) -> None:
        self.name, self.seconds = name, seconds
        super().__init__(
            tr("Wait {time} before the PIN of {name} is tried again: the last ones were wrong.").format(
                time=many(math.ceil(seconds), "second"), name=name
            )
        )
