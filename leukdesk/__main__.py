"""``python -m leukdesk``."""

from leukdesk.cli import run_program

run_program()
