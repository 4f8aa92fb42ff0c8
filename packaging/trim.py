"""What PyInstaller collects by its rules for Qt and the program never uses, and the libraries that came along with it.

Every file of the executable is unpacked before the window opens, so each costs time at every start.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from fnmatch import fnmatch
from pathlib import Path, PurePath

import icu_data
from PyInstaller.depend.bindepend import get_imports  # type: ignore[import-untyped]

from leukdesk.language import ENGLISH, NAMES

Entry = tuple[str, str, str]
"""Name in the executable, file it is made from, type; as PyInstaller lists them."""

UNUSED_MODULES = (
    # Other people's packages; most are named by hooks of the packages that are used.
    *("tensorflow", "keras", "sklearn", "scipy", "matplotlib", "pandas", "PIL", "tkinter", "IPython", "pytest"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtSql"),
    *("PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtUiTools", "PySide6.QtTest", "PySide6.QtDBus"),
    # Came with the maker of the bill of materials; readers of TIFF files would use the first if it is there.
    *("defusedxml", "cyclonedx", "jsonschema", "lxml"),
    # NumPy's tools for its developers.
    *("numpy.f2py", "numpy.testing", "unittest", "doctest"),
    # For people at a Python prompt; readline besides brings a library under the GPL.
    *("pydoc", "pydoc_data", "pdb", "readline", "curses"),
    # Streams are OpenCV's; no Python code opens a connection.
    *("ssl", "ftplib", "smtplib", "xmlrpc", "http", "urllib.request", "asyncio", "email"),
    # Other processes, archives and ways to read XML than the program's.
    *("multiprocessing.managers", "multiprocessing.pool", "multiprocessing.dummy", "multiprocessing.shared_memory"),
    *("concurrent.futures.process", "tarfile", "xml.dom", "xml.sax"),
    # What the library of signatures was generated with; of it, it needs only _cffi_backend (leukdesk.spec).
    *("cffi", "pycparser"),
    # Of the reader of TIFF files: stores of pictures in the network. Of the decimal numbers: a second one in Python.
    *("tifffile.zarr", "tifffile.numcodecs", "_pydecimal"),
)

UNUSED_FILES = (
    # Screens that are not a desktop's. Kept: xcb, wayland, offscreen, minimal, windows, cocoa.
    *(
        f"*/plugins/platforms/*q{name}.*"
        for name in ("eglfs", "linuxfb", "minimalegl", "vkkhrdisplay", "vnc", "direct2d")
    ),
    "*/plugins/egldeviceintegrations/*",
    # Buffers of graphics cards; widgets are painted into plain memory.
    *(f"*/plugins/{kind}/*" for kind in ("wayland-graphics-integration-client", "xcbglintegrations")),
    # Keyboards, mice and tablets read past the desktop.
    "*/plugins/generic/*",
    # GTK of the machine that built, with all it needs, for the look of file dialogs; Qt has its own and the portal's.
    "*/plugins/platformthemes/*qgtk3.*",
    # Pictures are read by OpenCV, icons by QtSvg.
    *(
        f"*/plugins/imageformats/*q{name}.*"
        for name in ("gif", "icns", "ico", "jpeg", "macheif", "macjp2", "pdf", "tga", "tiff", "wbmp", "webp")
    ),
    # An on-screen keyboard in QML.
    "*/plugins/platforminputcontexts/*virtualkeyboard*",
    # Network, databases.
    *(f"*/plugins/{kind}/*" for kind in ("networkinformation", "tls", "sqldrivers", "qmltooling")),
    # Printing on Linux is by the system's own CUPS, with its ten libraries; where it is missing no printer is offered.
    "libcups.so*",
    # Drawing by OpenGL in software, for Windows without a driver; widgets are painted without OpenGL.
    "*/opengl32sw.dll",
    # Qt's own words ("Cancel") in languages that the program does not speak, and for parts of Qt that are not there.
    "PySide6/*translations/*.qm",
)
WITH_SYMBOLS = ("libpython3*", "*/lib-dynload/*", "ai_edge_litert/*.so")
"""They come with names for a debugger, and no tool has laid them out anew, after which `strip` would break them."""
KEPT_FILES = tuple(f"PySide6/*translations/qtbase_{code}.qm" for code in NAMES if code != ENGLISH)


def is_unused(name: str) -> bool:
    """Tell whether a file of the executable is one that the program never uses."""
    path = PurePath(name).as_posix()
    return any(fnmatch(path, each) for each in UNUSED_FILES) and not any(fnmatch(path, each) for each in KEPT_FILES)


def without_unused(entries: list[Entry]) -> list[Entry]:
    """Leave out the unused files, and every library that only those asked for.

    A library that nobody asks for stays: it may be loaded by name while the program runs.
    """
    files = {os.path.realpath(source) for _, source, kind in entries if kind in ("BINARY", "EXTENSION")}
    # Windows' libraries ask for each other in capitals or not, as it comes.
    named = {
        os.path.normcase(PurePath(name).name): os.path.realpath(source)
        for name, source, kind in entries
        if kind != "SYMLINK"
    }
    users: dict[str, set[str]] = defaultdict(set)
    for file in files:
        for library in _asked_for(file):
            if library in named and named[library] != file:
                users[named[library]].add(file)
    gone = {os.path.realpath(source) for name, source, _ in entries if is_unused(name)}
    while orphans := {file for file in files - gone if users[file] and users[file] <= gone}:
        gone |= orphans
    # What describes a framework of macOS goes with its library: such a folder without one cannot be signed.
    hollow = {_framework(name) for name, source, _ in entries if os.path.realpath(source) in gone} - {None}
    kept = [
        (name, source, kind)
        for name, source, kind in entries
        if _framework(name) not in hollow and (kind == "SYMLINK" or os.path.realpath(source) not in gone)
    ]
    files_left = {PurePath(name) for name, _, kind in kept if kind != "SYMLINK"}
    there = files_left | {above for name in files_left for above in name.parents}
    links = {PurePath(name): _beside(PurePath(name), source) for name, source, kind in kept if kind == "SYMLINK"}
    return [entry for entry in kept if entry[2] != "SYMLINK" or _leads_to(links[PurePath(entry[0])], there, links)]


def _framework(name: str) -> PurePath | None:
    return next((each for each in PurePath(name).parents if each.suffix == ".framework"), None)


def _beside(link: PurePath, target: str) -> PurePath:
    """Return where a link leads to; it says so as seen from its own folder."""
    return PurePath(os.path.normpath(link.parent / target))


def _leads_to(target: PurePath, there: set[PurePath], links: dict[PurePath, PurePath]) -> bool:
    """Tell whether a file or a folder is there, be it through other links, as in the frameworks of macOS."""
    while target not in there:
        above = next((each for each in (target, *target.parents) if each in links), None)
        if above is None:
            return False
        target = links[above] / target.relative_to(above)
    return True


def with_less_icu(entries: list[Entry], folder: Path) -> list[Entry]:
    """Exchange Qt's library of languages and encodings for one without those that the program never asks for."""
    kept = []
    for name, source, kind in entries:
        if kind != "SYMLINK" and PurePath(name).name.startswith("libicudata.so"):
            smaller = folder / PurePath(name).name
            smaller.write_bytes(icu_data.trimmed(Path(source).read_bytes()))
            kept.append((name, str(smaller), kind))
        else:
            kept.append((name, source, kind))
    return kept


def without_symbols(entries: list[Entry], folder: Path) -> list[Entry]:
    """Take out of libraries what only a debugger reads; some builds of Python carry 15 MB of it."""
    if sys.platform != "linux":
        return entries
    kept = []
    for name, source, kind in entries:
        if kind in ("BINARY", "EXTENSION") and any(fnmatch(name, each) for each in WITH_SYMBOLS):
            smaller = folder / "stripped" / name
            smaller.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["strip", "--strip-unneeded", "-o", smaller, source], check=True)
            kept.append((name, str(smaller), kind))
        else:
            kept.append((name, source, kind))
    return kept


def _asked_for(file: str) -> set[str]:
    """Return the names of the libraries that a library itself asks for."""
    if sys.platform != "linux":
        return {os.path.normcase(PurePath(name).name) for name, _ in get_imports(file)}
    # PyInstaller's list has, here, also what these ask for in their turn.
    done = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=True)
    return set(re.findall(r"^\s+NEEDED\s+(\S+)$", done.stdout, re.MULTILINE))
