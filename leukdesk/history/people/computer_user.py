"""Who is at the computer, where nobody has said a name."""

from __future__ import annotations

import getpass


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
    user = f"the computer's user {name or 'without a name'}"
    return f"{user}, as {claims.strip()}" if claims.strip() not in ("", user) else user
