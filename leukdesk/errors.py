"""The root of every error that is shown to a user."""

from __future__ import annotations

from typing import ClassVar


class LeukdeskError(Exception):
    """Something that a user can understand and act on.

    ``str(error)`` says what happened, to which file or device, and what to do.
    ``code`` is a stable word for programs that read ``--json``.
    """

    code: ClassVar[str] = "error"
