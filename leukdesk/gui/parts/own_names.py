"""Who did something, as it is shown: what the program wrote in English is told in the window's language."""

from __future__ import annotations

from leukdesk.history.people.computer_user import NAMELESS, USER_TEXTS
from leukdesk.language import tr, tr_stored


def actor_name(actor: str) -> str:
    """Return who did something as it is shown: an operator by name, the computer's user, or the program itself."""
    return tr_stored(actor, USER_TEXTS, (NAMELESS,)) if actor else tr("the program")
