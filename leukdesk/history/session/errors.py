"""What can go wrong with a slide session, told to a person."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from leukdesk.history.errors import HistoryError
from leukdesk.language import tr


class NoLogError(HistoryError):
    """There is no log, or none that can be written where that is needed; a session is what the log has of it."""

    code = "no-log"

    def __init__(self) -> None:
        super().__init__(
            tr(
                "Slide sessions live in the log, which cannot be used at the moment. The message about the log says "
                "why; then try again."
            )
        )


class SessionNotFoundError(HistoryError):
    """No session has this id."""

    code: ClassVar[str] = "no-such-session"

    def __init__(self, path: Path, session_id: str) -> None:
        super().__init__(
            tr("The log {path} has no session {session_id}. Choose one of the list of sessions.").format(
                path=path, session_id=session_id
            )
        )


class SessionStateError(HistoryError):
    """The session does not stand where this can be done; nothing was stored."""

    code = "session-state"

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(tr("{what}: {reason} Nothing was stored.").format(what=what, reason=reason))


class FieldCameError(SessionStateError):
    """Another program has counted a field meanwhile, or a cell was drawn, and its cells have to be known before."""

    def __init__(self) -> None:
        super().__init__(tr("Nothing was counted"), tr("other cells came into the session meanwhile. Try again."))


class ModelChangedError(HistoryError):
    """The model is not the one that the session was begun with."""

    code = "model-changed"

    def __init__(self, begun_with: str, now: str) -> None:
        super().__init__(
            tr(
                "This session was begun with {begun_with}, and these cells were named by {now}. Counts of two models "
                "do not add up, so nothing was stored. Choose the first model again, or begin another session."
            ).format(begun_with=begun_with, now=now)
        )


class FieldCountedError(HistoryError):
    """The very picture is in the session already."""

    code = "field-counted"

    def __init__(self, number: int) -> None:
        super().__init__(
            tr(
                "This picture is field {number} of the session already, pixel for pixel, and its cells were not "
                "counted again. Move on to another field."
            ).format(number=number)
        )


class SessionNotSignedError(HistoryError):
    """The session cannot be signed as it stands; nothing was signed."""

    code = "session-not-signed"

    def __init__(self, reason: str) -> None:
        super().__init__(tr("The session was not signed: {reason}").format(reason=reason))
