"""Which page of the manual tells of what is on the screen."""

from __future__ import annotations

from collections.abc import Mapping

PAGES: Mapping[str, str] = {
    "ArchiveDialog": "backup",
    "CalibrationWizard": "calibration",
    "CardDialog": "models",
    "ChartsWindow": "history",
    "ExportDialog": "history",
    "ExportFolderDialog": "history",
    "Gallery": "slides",
    "KeysDialog": "models",
    "NewSlideDialog": "slides",
    "OperatorsDialog": "review",
    "OwnPinDialog": "review",
    "PackagesDialog": "models",
    "ReferenceDialog": "slides",
    "ReportDialog": "history",
    "RestoreDialog": "backup",
    "SessionsDialog": "slides",
    "SignDialog": "review",
    "SignInDialog": "review",
    "SlideReportDialog": "slides",
    "StreamDialog": "live-work",
    "TrailDialog": "history",
    "VerifyDialog": "backup",
}
"""By the name of a window's class: the windows themselves are not to be loaded for this."""


def page_for(window: object) -> str:
    """Return the name of the page about a window; empty where none is about it alone."""
    return PAGES.get(type(window).__name__, "")
