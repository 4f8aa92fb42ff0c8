"""What a class is called: labels as people write them, and the ids that a model's card can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from leukdesk.training.data.errors import DatasetError

LONGEST_ID = 32


def class_id(label: str) -> str:
    """Turn a label into the id of a class: "Pro-B ALL" becomes "pro-b_all".

    Accents are dropped and letters made small; every run of characters other than a to z, 0 to 9, "_" and "-" becomes
    one "_", and none of these two stands at either end. An id is its own id.

    Raises
    ------
    DatasetError
        Nothing is left of the label, or more than 32 characters.
    """
    plain = unicodedata.normalize("NFKD", label).casefold().encode("ascii", "ignore").decode()
    slug = re.sub(r"_?[^a-z0-9_-]+_?", "_", plain).strip("_-")
    if not slug:
        raise DatasetError(f"The label {label!r} cannot name a class: rename it with letters from a to z, or digits.")
    if len(slug) > LONGEST_ID:
        raise DatasetError(f"The label {label!r} is too long to name a class: {LONGEST_ID} characters are the most.")
    return slug


def spellings(labels: Iterable[str]) -> dict[str, str]:
    """Return the label that stands behind each class id, in the order of the ids.

    Raises
    ------
    DatasetError
        Two labels would have one id, or a label cannot name a class.
    """
    spelled: dict[str, str] = {}
    for label in sorted(set(labels)):
        other = spelled.setdefault(class_id(label), label)
        if other != label:
            raise DatasetError(
                f"The labels {other!r} and {label!r} would both be the class {class_id(label)!r}:"
                " spell them alike if they mean the same, and rename one if they do not."
            )
    return dict(sorted(spelled.items()))
