"""The home folder of whoever runs the program, where there is one: a service or a container may have none."""

from __future__ import annotations

import os
from pathlib import Path


def user_home() -> Path | None:
    """Return the home folder; None where neither the environment nor the system's list of users names one.

    Whether anything can be written there is not looked at.
    """
    # Python takes an empty $HOME for the root of the disk, and leaves "~" as it is where it finds no home.
    if os.name != "nt" and os.environ.get("HOME") == "":
        return None
    named = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises instead
    return Path(named) if os.path.isabs(named) else None  # noqa: PTH117
