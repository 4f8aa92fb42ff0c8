"""A new file that is handed to a library to be written."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class Sink(io.FileIO):
    """Tells of a failure once; after that, and when it is closed, it takes everything without a word.

    Libraries that are told of a full disk go on to write their file's end when they are cleared away, and fail once
    more where nobody can be told. The file is thrown away then.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, "x")
        self._failed = False

    def write(self, content: ReadableBuffer) -> int:
        """Write all of it.

        Raises
        ------
        OSError
            The first time only.
        """
        rest = whole = memoryview(content).cast("B")
        try:
            while rest and not self._is_over:
                rest = rest[super().write(rest) :]
        except OSError:
            self._failed = True
            raise
        return len(whole)

    def seek(self, position: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place; nowhere when it is over."""
        return 0 if self._is_over else super().seek(position, whence)

    def tell(self) -> int:
        """Return the place; 0 when it is over."""
        return 0 if self._is_over else super().tell()

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    @property
    def _is_over(self) -> bool:
        return self._failed or self.closed
