"""The menu entry of macOS: an application bundle that does nothing but start the program where it lies.

Not run by the project's own tests on macOS; its parts are checked for what Apple's documents ask of them.
"""

from __future__ import annotations

import shlex
from pathlib import Path

from leukdesk import __version__

EXECUTABLE = "Contents/MacOS/leukdesk"


def bundle_files(target: Path) -> dict[str, bytes]:
    """Return the files of the bundle, by their path in it; that of :data:`EXECUTABLE` has to be executable."""
    import plistlib  # here: no other system needs it, and the window does not wait for it

    facts = {
        "CFBundleName": "Leukdesk",
        "CFBundleDisplayName": "Leukdesk",
        "CFBundleIdentifier": "org.leukdesk.leukdesk.entry",
        "CFBundleExecutable": Path(EXECUTABLE).name,
        "CFBundlePackageType": "APPL",
        "CFBundleInfoDictionaryVersion": "6.0",
        "CFBundleShortVersionString": __version__,
        "CFBundleVersion": __version__,
        "NSHighResolutionCapable": True,
        "NSCameraUsageDescription": "Leukdesk shows the picture of the microscope's camera.",
    }
    # exec: the program takes the script's place, so that the Dock shows one and quitting ends it.
    script = f'#!/bin/sh\nexec {shlex.quote(str(target))} "$@"\n'
    return {
        "Contents/Info.plist": plistlib.dumps(facts),
        EXECUTABLE: script.encode("utf-8", "surrogateescape"),
    }
