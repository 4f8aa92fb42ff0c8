"""Run the desktop program from a checkout."""

from leukdesk.cli import main

raise SystemExit(main())
