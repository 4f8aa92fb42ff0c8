"""What the log keeps of a change of models and keys. English is stored; the audit trail translates what is shown."""

from __future__ import annotations

from leukdesk.language import marked

INSTALLED = (
    marked("Installed from the file {file}, not signed."),
    marked("Installed from the file {file}, signed with the unknown key {key}."),
    marked("Installed from the file {file}, signed by {name} ({key})."),
)
UPDATED = (
    marked("Updated from the file {file}, not signed."),
    marked("Updated from the file {file}, signed with the unknown key {key}."),
    marked("Updated from the file {file}, signed by {name} ({key})."),
)
REMOVED = marked("Removed.")
ROLLED_BACK = marked("Rolled back to {version}.")
REASONS = (*INSTALLED, *UPDATED, REMOVED, ROLLED_BACK)

SUBJECT = marked("package {id}")
"""Of the events of one model."""
TRUSTED_KEY = marked("trusted key")
"""Of whom, the log says behind it."""
ONLY_SIGNED = marked("only signed model packages")
"""Subject of the events that say whether the rule holds."""
