"""Who is at the computer, where nobody has said a name."""

from __future__ import annotations

import getpass


def computer_user() -> str:
    """Return the operating system's user in words that cannot be taken for an operator's name."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, in a container
        name = ""
    return f"the computer's user {name or 'without a name'}"
