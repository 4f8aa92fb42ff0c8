"""Run the desktop program from a checkout."""

from leukdesk.cli import run_program

run_program()
