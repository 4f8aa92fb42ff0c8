"""What a person should know of a picture before relying on an answer about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from leukdesk.imaging import remark_texts
from leukdesk.language import tr_stored


@dataclass(frozen=True)
class Remark:
    """One thing to know of a picture, and what to do about it.

    Attributes
    ----------
    code : str
        Stable. Of the picture: "too-small", "not-a-smear", "out-of-focus", "softer-than-usual", "motion-blur",
        "too-dark", "too-bright", "cut-out-cell", "not-cut-out". Of the cells in it: "no-cells", "crowded-field",
        "size-unknown", "other-magnification". Of how it was read: "first-page", "16-bit",
        "fourth-channel", "transparency", "orientation".
    sentence : str
        In English; see :func:`shown`.
    severity : "note" or "warning"
        A warning: an answer for this picture should not be relied on.
    """

    code: str
    sentence: str
    severity: Literal["note", "warning"] = "note"


def by_code(remarks: Iterable[Remark]) -> dict[str, str]:
    """Return the sentences by their codes, as they are logged."""
    return {remark.code: remark.sentence for remark in remarks}


def shown(remarks: Mapping[str, str]) -> dict[str, str]:
    """Return logged sentences by their codes in the language that is spoken, for the window and the reports."""
    return {code: tr_stored(sentence, remark_texts.ALL, remark_texts.REASONS) for code, sentence in remarks.items()}
