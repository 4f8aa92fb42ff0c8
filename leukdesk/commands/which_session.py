"""The slide session that is meant by what was typed."""

from __future__ import annotations

from leukdesk.errors import LeukdeskError
from leukdesk.history.sessions import Session, Sessions


class WhichSessionError(LeukdeskError):
    """What was typed names no session, or several; or none can be begun with it."""

    code = "which-session"


def find_session(sessions: Sessions, typed: str) -> Session:
    """Return the session whose id begins so.

    Raises
    ------
    WhichSessionError
        There is none, or more than one.
    """
    found = sessions.find(typed)
    if len(found) != 1:
        what = "No session's id begins" if not found else f"The ids of {len(found)} sessions begin"
        raise WhichSessionError(f"{what} with {typed!r}. 'leukdesk differential' lists all.")
    return found[0]
