"""What the executable is made of: the parts with terms of their own, found from the files that go into it."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from bundled_libraries import Library, libraries_of

ROOT = Path(__file__).parents[1]
LICENCE_NAME = re.compile(r"(.*[-_.])?(licen[cs]es?|copying|notices?|copyright)([-_.].*)?", re.IGNORECASE)
# For wheels that name their licence and carry no text of it.
TEXTS = {
    "LGPL-3.0-only": (
        ROOT / "packaging" / "licenses" / "LGPL-3.0.txt",
        ROOT / "packaging" / "licenses" / "GPL-3.0.txt",
    ),
}
# For wheels that carry a library of others, and no word of its terms: Qt for Linux has ICU with it.
MORE_TEXTS = {"PySide6_Essentials": (ROOT / "packaging" / "licenses" / "Unicode-DFS-2016.txt",)}


@dataclass(frozen=True)
class Part:
    """Something in the executable that has terms of its own.

    Attributes
    ----------
    kind : str
        ``program``, ``wheel``, ``model``, ``system`` (a package of the distribution) or ``python``.
    name, version : str
        As whoever publishes it says.
    terms : str
        The licence in a few words, or "" where only the texts say it.
    source : str
        Where it comes from or its source code is to be had, or "".
    texts : tuple of Path
        Its licence texts.
    sha256 : str
        Of a model's graph; else "".
    libraries : tuple of Library
        Those of others that it carries, as far as it tells.
    """

    kind: str
    name: str
    version: str
    terms: str = ""
    source: str = ""
    texts: tuple[Path, ...] = ()
    sha256: str = ""
    libraries: tuple[Library, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True)
class Contents:
    """The parts of an executable, Leukdesk first, and the files that nothing tells the origin of."""

    parts: tuple[Part, ...]
    unknown: tuple[Path, ...]


def contents_of(files: Iterable[str]) -> Contents:
    """Find out what the executable is made of.

    Parameters
    ----------
    files : iterable of str
        What goes into it, by the names on the machine that builds it.
    """
    rest = {os.path.realpath(file) for file in files}
    parts = [Part("program", "Leukdesk", _version(), "Apache-2.0", texts=(ROOT / "LICENSE",))]
    for distribution in sorted(distributions(), key=lambda d: d.name.lower()):
        own = {os.path.realpath(str(distribution.locate_file(file))) for file in distribution.files or ()}
        # PyInstaller's loader is the first thing in the executable, and is not among the files.
        if distribution.name != "leukdesk" and (own & rest or distribution.name == "pyinstaller"):
            parts.append(_wheel(distribution, own & rest))
        rest -= own
    parts += [_model(card) for file in sorted(rest) if (card := Path(file)).name == "card.toml" and _is_own(card)]
    rest = {file for file in rest if not _is_own(Path(file))}
    packages, rest = _system_packages(rest)
    parts += packages
    if from_python := {file for file in rest if Path(file).is_relative_to(os.path.realpath(sys.base_prefix))}:
        parts.append(_python())
        rest -= from_python
    return Contents(tuple(parts), tuple(Path(file) for file in sorted(rest)))


def _version() -> str:
    text = (ROOT / "leukdesk" / "__init__.py").read_text(encoding="utf-8")
    (version,) = re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    return version


def _is_own(file: Path) -> bool:
    """Tell whether a file is Leukdesk's; the build's environment lies in its folder, and is not."""
    environment = Path(sys.prefix).resolve()
    return file.is_relative_to(ROOT) and not (environment != ROOT and file.is_relative_to(environment))


def _wheel(distribution: Distribution, files: set[str]) -> Part:
    about = distribution.metadata
    terms, *_ = [*about.get_all("License-Expression", []), *about.get_all("License", []), ""]
    urls = dict(line.split(", ", 1) for line in about.get_all("Project-URL", []) if ", " in line)
    sources = [urls[name] for name in ("Repository", "Source", "Source Code", "Homepage") if name in urls]
    source, *_ = [*sources, *about.get_all("Home-page", []), ""]
    names = sorted(file for file in distribution.files or () if LICENCE_NAME.fullmatch(file.name))
    texts = [Path(str(distribution.locate_file(name))) for name in names]
    if not texts:
        texts = [text for choice in terms.split(" OR ") for text in TEXTS.get(choice, ())]
    texts += MORE_TEXTS.get(distribution.name, ())
    return Part(
        "wheel",
        distribution.name,
        distribution.version,
        terms.partition("\n")[0],
        source,
        tuple(texts),
        libraries=libraries_of(distribution, files),
    )


def _model(card: Path) -> Part:
    """Describe a model package: its terms are the project's, and those of what it was trained on."""
    told = tomllib.loads(card.read_text(encoding="utf-8"))
    return Part(
        "model",
        told["id"],
        told["version"],
        f"training data: {told['training']['licence']}",
        told["training"]["source"],
        (ROOT / "LICENSE",),
        hashlib.sha256((card.parent / "model.tflite").read_bytes()).hexdigest(),
    )


def _python() -> Part:
    places = (sysconfig.get_path("stdlib"), sys.base_prefix)
    texts = [text for place in places if (text := Path(place, "LICENSE.txt")).is_file()]
    return Part("python", "Python", platform.python_version(), "PSF-2.0", "https://www.python.org", tuple(texts[:1]))


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
        texts = (terms, *_common_licences(terms)) if terms.is_file() else ()
        parts.append(Part("system", package, version, "", "package of the system", texts))
    return parts, files - owners.keys()


def _common_licences(terms: Path) -> list[Path]:
    """Return the texts that a package's terms only point to, because every Debian system has them."""
    text = terms.read_text(encoding="utf-8", errors="replace")
    named = {name.rstrip(".-") for name in re.findall(r"/usr/share/common-licenses/([\w.-]+)", text)}
    return [path for name in sorted(named) if (path := Path("/usr/share/common-licenses", name)).is_file()]
