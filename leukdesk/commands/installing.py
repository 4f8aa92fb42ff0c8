"""``leukdesk --install`` and ``leukdesk --uninstall``."""

from __future__ import annotations

from leukdesk.installing.installation import Installation
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal, interruptible


def install(installation: Installation, terminal: Terminal) -> int:
    """Unpack the single file once for fast starts, and put it into the applications menu."""
    with interruptible() as cancelled:
        found = installation.install(
            menu=True,
            copy=True,
            progress=lambda what, done, total: terminal.progress(f"{what}: {done:,} of {total:,}"),
            cancelled=cancelled,
        )
    terminal.done()
    if found.entry is not None:
        terminal.text(f"Unpacked into {found.entry.target.parent}; it is in the applications menu, and starts fast.")
    return 0


def uninstall(installation: Installation, paths: DataPaths, terminal: Terminal) -> int:
    """Take menu entry and copy away; 1 where something of them stays."""
    done = installation.uninstall()
    for path in done.paths:
        terminal.text(f"Removed: {path}")
    for sentence in done.left:
        terminal.tell(sentence)
    if not done.paths and not done.left:
        terminal.text("Nothing was installed by this program here.")
    if paths.root.exists():
        terminal.text(f"Everything that was stored stays, in {paths.root}")
    return 1 if done.left else 0
