"""The Debian package, made by its own script around a small folder build of real libraries."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from leukdesk import __version__

pytestmark = pytest.mark.skipif(
    shutil.which("dpkg-shlibdeps") is None, reason="needs Debian's own tools: install dpkg-dev"
)

LIBRARIES = Path("/usr/lib")


def library(name: str) -> Path:
    return next(path.resolve() for folder in (LIBRARIES, Path("/lib")) for path in folder.glob(f"*-linux-gnu/{name}"))


def built(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """What the script needs of the checkout, and for a program ``ls``, which asks for libselinux, carried here."""
    for name in ("packaging/linux", "resources/icons"):
        shutil.copytree(root / name, tmp_path / name)
    for name in ("CHANGELOG.md", "leukdesk/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(root / name, tmp_path / name)
    inside = tmp_path / "dist" / "leukdesk-folder" / "_internal"
    inside.mkdir(parents=True)
    shutil.copy("/bin/ls", inside.parent / "leukdesk")
    shutil.copy(library("libselinux.so.1"), inside / "libselinux.so.1")
    for name in ("THIRD-PARTY-NOTICES.txt", "leukdesk.cdx.json"):
        (tmp_path / "dist" / name).write_text("terms", encoding="utf-8")
    return tmp_path


def package(checkout: Path) -> Path:
    built("sh", checkout / "packaging" / "linux" / "build-deb.sh")
    (made,) = (checkout / "dist").glob(f"leukdesk_{__version__}_*.deb")
    return made


def test_it_asks_the_system_for_what_it_does_not_carry_and_for_nothing_else(checkout: Path) -> None:
    made = package(checkout)
    needed = built("dpkg-deb", "--field", made, "Depends")
    assert "libc6 (>= 2" in needed
    assert "libpcre2-8-0" in needed  # of the library that is carried
    assert "libselinux" not in needed
    assert "Recommends:" not in built("dpkg-deb", "--field", made)


def test_what_it_installs_starts_and_belongs_to_root(checkout: Path, tmp_path: Path) -> None:
    made = package(checkout)
    listed = built("dpkg-deb", "--contents", made).splitlines()
    assert all(line.split()[1] == "root/root" for line in listed)
    place = tmp_path / "installed"
    built("dpkg-deb", "--extract", made, place)
    assert built(place / "usr" / "bin" / "leukdesk", "-d", "/") == "/\n"
    executable = {path.name for path in place.rglob("*") if path.is_file() and path.stat().st_mode & 0o111}
    assert executable == {"leukdesk"}
    for name in ("applications/leukdesk.desktop", "icons/hicolor/scalable/apps/leukdesk.svg", "man/man1/leukdesk.1.gz"):
        assert (place / "usr" / "share" / name).is_file()


def test_the_same_sources_give_the_same_package(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = package(checkout).read_bytes()
    assert package(checkout).read_bytes() == first


def test_without_a_build_it_says_what_to_run(checkout: Path) -> None:
    shutil.rmtree(checkout / "dist" / "leukdesk-folder")
    script = checkout / "packaging" / "linux" / "build-deb.sh"
    done = subprocess.run(["sh", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Run first: sh packaging/build.sh" in done.stderr
