"""Why a folder cannot be learnt from."""

from __future__ import annotations

from leukdesk.errors import LeukdeskError


class DatasetError(LeukdeskError):
    """The folder cannot be used as a data set; the text says why and what to do."""

    code = "data-set"


class LeakError(DatasetError):
    """Near copies of one picture, or pictures of one group, stand in two parts of a split."""

    code = "leak"
