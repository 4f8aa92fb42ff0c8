"""The menu entry of Linux desktops: a desktop file after the Desktop Entry Specification 1.5 of freedesktop.org."""

from __future__ import annotations

import re
from pathlib import Path

_SECTION = "[Desktop Entry]"


def desktop_file(target: Path) -> bytes:
    """Return the text of an entry that starts a file.

    A name that is no valid text (bytes that are not UTF-8) is written as it is on the disk.
    """
    lines = (
        _SECTION,
        "Type=Application",
        "Name=Leukdesk",
        "GenericName=Blood smear station",
        "GenericName[fr]=Station de frottis sanguins",
        "Comment=See, classify and log pictures of blood smears. For research use only.",
        "Comment[fr]=Voir, classer et consigner des images de frottis sanguins. Réservé à la recherche.",
        f"Exec={exec_line(target)}",
        f"TryExec={as_string(str(target))}",
        "Icon=leukdesk",
        "Terminal=false",
        "Categories=Science;MedicalSoftware;",
        "Keywords=microscope;smear;haematology;",
        "StartupWMClass=leukdesk",
        "StartupNotify=true",
    )
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")


def exec_line(target: Path) -> str:
    """Return a path as the value of ``Exec``: quoted, its codes doubled, and escaped as a string once more.

    The first word may have no equals sign, by the specification, and GLib looks for it with its per cent signs still
    doubled; a path with one of them is started through a shell, which is given it as a word of its own.
    """
    quoted = _quoted(str(target).replace("%", "%%"))
    if set(str(target)) & {"=", "%"}:
        return as_string(" ".join(("/bin/sh", "-c", _quoted('exec "$0"'), quoted)))
    return as_string(quoted)


def as_string(text: str) -> str:
    """Return a text as a value of the type "string"."""
    for letter, escape in (("\\", r"\\"), ("\n", r"\n"), ("\t", r"\t"), ("\r", r"\r")):
        text = text.replace(letter, escape)
    return re.sub("^ ", r"\\s", text)


def _quoted(text: str) -> str:
    return '"' + re.sub(r'(["`$\\])', r"\\\1", text) + '"'
