"""``python -m leukdesk``."""

from leukdesk.cli import main

raise SystemExit(main())
