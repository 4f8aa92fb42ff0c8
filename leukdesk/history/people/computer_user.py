"""Who is at the computer, where nobody has said a name."""

from __future__ import annotations

import getpass

from leukdesk.language import marked

NAMELESS = marked("without a name")
USER_TEXTS = (marked("the computer's user {user}, as {claimed}"), marked("the computer's user {user}"))
"""What is stored of such a user; the longer one first, since the other one fits it too."""


def computer_user(claims: str = "") -> str:
    """Return the operating system's user in words that cannot be taken for an operator's name.

    Parameters
    ----------
    claims : str
        The name that was given where nothing could prove it; it stands beside.
    """
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, in a container
        name = ""
    claimed, alone = USER_TEXTS
    user = alone.format(user=name or NAMELESS)
    claims = claims.strip()
    return user if claims in ("", user) else claimed.format(user=name or NAMELESS, claimed=claims)
