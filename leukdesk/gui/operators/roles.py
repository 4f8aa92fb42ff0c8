"""The roles of operators in the words of whoever reads them; the log keeps their values."""

from __future__ import annotations

from leukdesk.history.people.laboratory import Role
from leukdesk.language import marked, tr

_ROLES = {
    Role.OPERATOR: marked("operator"),
    Role.REVIEWER: marked("reviewer"),
    Role.ADMINISTRATOR: marked("administrator"),
}


def role_in_words(role: Role) -> str:
    """Say a role in the language that is spoken."""
    return tr(_ROLES[role])
