"""Collects the licence texts of all that goes into the executable, into one file that goes in with it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
LICENCE_NAME = re.compile(r"(.*[-_.])?(licen[cs]es?|copying|notices?|copyright)([-_.].*)?", re.IGNORECASE)
# For wheels that name their licence and carry no text of it.
TEXTS = {
    "LGPL-3.0-only": (
        ROOT / "packaging" / "licenses" / "LGPL-3.0.txt",
        ROOT / "packaging" / "licenses" / "GPL-3.0.txt",
    ),
}


class NoticesError(Exception):
    """Something goes into the executable whose licence text was not found."""


@dataclass
class Part:
    """Something in the executable that has terms of its own.

    Attributes
    ----------
    name : str
        With its version.
    terms : str
        The licence in a few words, or "" where only the texts say it.
    source : str
        Where its source code is to be had, or "".
    texts : list of Path
        Its licence texts.
    """

    name: str
    terms: str = ""
    source: str = ""
    texts: list[Path] = field(default_factory=list)


def write_notices(path: Path, files: Iterable[str]) -> None:
    """Write the licence texts of Leukdesk, of Python, and of whatever the files come from.

    Parameters
    ----------
    path : Path
        The file to write.
    files : iterable of str
        What the executable is made of, by the names on the machine that builds it.

    Raises
    ------
    NoticesError
        A part has no licence text.
    """
    rest = {os.path.realpath(file) for file in files}
    parts = [Part("Leukdesk", "Apache-2.0", texts=[ROOT / "LICENSE"])]
    for distribution in sorted(distributions(), key=lambda d: d.name.lower()):
        own = {os.path.realpath(str(distribution.locate_file(file))) for file in distribution.files or ()}
        # PyInstaller's loader is the first thing in the executable, and is not among the files.
        if distribution.name != "leukdesk" and (own & rest or distribution.name == "pyinstaller"):
            parts.append(_wheel(distribution))
        rest -= own
    rest = {file for file in rest if not _is_own(Path(file))}
    packages, rest = _system_packages(rest)
    parts += packages
    if from_python := {file for file in rest if Path(file).is_relative_to(os.path.realpath(sys.base_prefix))}:
        parts.append(_python())
        rest -= from_python
    if silent := [part.name for part in parts if not part.texts]:
        raise NoticesError(f"No licence text was found for {', '.join(silent)}. Add one to TEXTS in {__file__}.")
    for file in sorted(rest):
        print(f"Nothing tells the terms of {file}, which goes into the executable.", file=sys.stderr)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(parts, sorted(Path(file).name for file in rest))) + "\n", encoding="utf-8")


def _is_own(file: Path) -> bool:
    """Tell whether a file is Leukdesk's; the build's environment lies in its folder, and is not."""
    environment = Path(sys.prefix).resolve()
    return file.is_relative_to(ROOT) and not (environment != ROOT and file.is_relative_to(environment))


def _lines(parts: list[Part], unknown: list[str]) -> Iterator[str]:
    yield "The executable of Leukdesk contains the following, each under its own terms; their texts stand below."
    yield ""
    for part in parts:
        yield f"  {part.name}{f', {part.terms}' if part.terms else ''}{f', {part.source}' if part.source else ''}"
    if unknown:
        yield f"\nIt also contains libraries of the system that it was built on: {', '.join(unknown)}."
    first: dict[str, str] = {}
    for part in parts:
        yield f"\n{'=' * 80}\n{part.name}\n{'=' * 80}"
        for file in part.texts:
            text = file.read_text(encoding="utf-8", errors="replace").strip()
            yield f"\n{text}" if text not in first else f"\n{file.name} stands above, under {first[text]}."
            first.setdefault(text, part.name)


def _wheel(distribution: Distribution) -> Part:
    about = distribution.metadata
    terms, *_ = [*about.get_all("License-Expression", []), *about.get_all("License", []), ""]
    urls = dict(line.split(", ", 1) for line in about.get_all("Project-URL", []) if ", " in line)
    sources = [urls[name] for name in ("Repository", "Source", "Source Code", "Homepage") if name in urls]
    source, *_ = [*sources, *about.get_all("Home-page", []), ""]
    names = sorted(file for file in distribution.files or () if LICENCE_NAME.fullmatch(file.name))
    texts = [Path(str(distribution.locate_file(name))) for name in names]
    if not texts:
        texts = [text for choice in terms.split(" OR ") for text in TEXTS.get(choice, ())]
    return Part(f"{distribution.name} {distribution.version}", terms.partition("\n")[0], source, texts)


def _python() -> Part:
    places = (sysconfig.get_path("stdlib"), sys.base_prefix)
    texts = [text for place in places if (text := Path(place, "LICENSE.txt")).is_file()]
    return Part(f"Python {sys.version.split()[0]}", "PSF-2.0", "https://www.python.org", texts[:1])


def _system_packages(files: set[str]) -> tuple[list[Part], set[str]]:
    """Name the packages of Debian and its like that files come from, and return the files that come from none."""
    if not files or shutil.which("dpkg-query") is None:
        return [], files
    # Where /lib is a link to /usr/lib, a package may list its files under either.
    spellings = {name: file for file in files for name in (file, file.removeprefix("/usr"))}
    command = ["dpkg-query", "--search", *spellings]
    # Its exit status tells only that some name was not found.
    found = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
    owners: dict[str, str] = {}
    for line in found.stdout.splitlines():
        package, _, name = line.rpartition(": ")
        if name in spellings:
            owners[spellings[name]] = package.split(",")[0].split(":")[0]
    parts = []
    for package in sorted(set(owners.values())):
        version = subprocess.run(
            ["dpkg-query", "--show", "--showformat=${Version}\\n", package], capture_output=True, text=True, check=True
        ).stdout.partition("\n")[0]
        terms = Path("/usr/share/doc", package, "copyright")
        texts = [terms, *_common_licences(terms)] if terms.is_file() else []
        parts.append(Part(f"{package} {version}", "", "package of the system", texts))
    return parts, files - owners.keys()


def _common_licences(terms: Path) -> list[Path]:
    """Return the texts that a package's terms only point to, because every Debian system has them."""
    text = terms.read_text(encoding="utf-8", errors="replace")
    named = {name.rstrip(".-") for name in re.findall(r"/usr/share/common-licenses/([\w.-]+)", text)}
    return [path for name in sorted(named) if (path := Path("/usr/share/common-licenses", name)).is_file()]
