"""Names that the program itself gave, which are stored in English and shown in the window's language."""

from __future__ import annotations

from leukdesk.history.people.computer_user import NAMELESS, USER_TEXTS
from leukdesk.language import marked, tr, tr_stored

_SOURCES = (marked("virtual microscope"),)


def source_name(source: str) -> str:
    """Return a picture's source as it is shown; a file, a camera or an address is called what it is called."""
    return tr_stored(source, _SOURCES)


def actor_name(actor: str) -> str:
    """Return who did something as it is shown: an operator by name, the computer's user, or the program itself."""
    return tr_stored(actor, USER_TEXTS, (NAMELESS,)) if actor else tr("the program")
