import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leukdesk import cli, paths
from leukdesk.home import user_home
from leukdesk.paths import (
    DataDirError,
    DataDirFullError,
    DataDirNotAFolderError,
    DataDirReadOnlyError,
    DataPaths,
    NoHomeError,
)


def test_models_and_resources_come_with_the_program():
    assert paths.bundled_models() == paths.bundled_root() / "models"
    assert any(paths.bundled_models().glob("*/card.toml"))
    assert paths.resources() == paths.bundled_root() / "resources"


def test_the_frozen_program_unpacks_them(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.bundled_models() == tmp_path / "models"


def test_a_wheel_carries_them_inside(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.bundled_root() == tmp_path.parent
    (tmp_path / "bundled").mkdir()
    assert paths.bundled_root() == tmp_path / "bundled"


def test_the_data_folder_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv("LEUKDESK_DATA_DIR", str(tmp_path / "with blank"))
    assert paths.default_data_dir() == tmp_path / "with blank"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEUKDESK_DATA_DIR", "relative")
    assert paths.default_data_dir() == Path.cwd() / "relative"
    monkeypatch.setenv("LEUKDESK_DATA_DIR", "  ")
    assert paths.default_data_dir().name == "leukdesk"


def test_everything_lies_below_one_folder(tmp_path):
    root = tmp_path / "data"
    data = DataPaths(root)
    assert (data.database, data.pictures, data.models, data.settings, data.log_file) == (
        root / "leukdesk.sqlite3", root / "pictures", root / "models", root / "settings.json",
        root / "logs" / "leukdesk.log",
    )  # fmt: skip
    assert not root.exists()
    data.create()
    data.create()
    assert list(root.iterdir()) == []


def test_what_a_killed_program_left_half_written_goes_and_what_is_being_written_stays(tmp_path):
    before = time.time() - 3601
    for name in (".1f.part", "notes.part", ".mine"):
        (tmp_path / name).write_text("half")
        os.utime(tmp_path / name, (before, before))
    (tmp_path / ".2e.part").write_text("half")
    DataPaths(tmp_path).create()
    assert sorted(each.name for each in tmp_path.iterdir()) == [".2e.part", ".mine", "notes.part"]


@pytest.mark.parametrize("inside", ["file", "file/below"])
def test_a_file_in_the_way(tmp_path, inside):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(DataDirNotAFolderError, match="a file has its name") as caught:
        DataPaths(tmp_path / inside).create()
    assert caught.value.code == "data-folder-is-file"
    assert caught.value.path == tmp_path / inside


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a disk as Linux does")
@pytest.mark.parametrize(
    ("options", "expected"),
    [("ro", DataDirReadOnlyError), ("nr_inodes=1", DataDirFullError)],
    ids=["read-only", "full"],
)
def test_a_disk_that_takes_nothing(tmp_path, options, expected):
    if os.geteuid() != 0:
        pytest.skip("mounting a disk needs root")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size=1m,{options}", "tmpfs", tmp_path], capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"mounting a disk is not permitted here: {mounted.stderr.decode().strip()}")
    try:
        for folder in (tmp_path, tmp_path / "new"):
            with pytest.raises(expected, match="cannot be used") as caught:
                DataPaths(folder).create()
            assert "--data-dir" in str(caught.value)
    finally:
        subprocess.run(["umount", "--lazy", tmp_path], check=True)


def test_any_other_failure_is_told(tmp_path, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(paths.tempfile, "TemporaryFile", fail)
    with pytest.raises(DataDirError, match="Input/output error") as caught:
        DataPaths(tmp_path).create()
    assert caught.value.code == "data-folder"


def test_importing_makes_nothing(tmp_path):
    root = Path(paths.__file__).resolve().parent.parent
    code = "import leukdesk.paths, leukdesk.settings, leukdesk.history.store, leukdesk.history.exporting.exporter"
    environment = os.environ | {
        "PYTHONPATH": str(root),
        "HOME": str(tmp_path),
        "LEUKDESK_DATA_DIR": str(tmp_path / "d"),
    }
    subprocess.run([sys.executable, "-B", "-c", code], env=environment, check=True, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["smb://host/share", "file:///data", "", " ", r"\\server\share"])
def test_what_is_no_path_here_makes_no_folder(text, monkeypatch, tmp_path, capsys):
    if text.startswith("\\") and os.name == "nt":
        pytest.skip("Windows knows such folders")
    monkeypatch.chdir(tmp_path)
    for option in (["--data-dir", text, "history", "list"], ["history", "merge", "a", "--into", text]):
        with pytest.raises(SystemExit) as ended:
            cli.main(option)
        assert ended.value.code == 2
        assert "cannot be used, since it is" in capsys.readouterr().err
    if text.strip():
        monkeypatch.setenv("LEUKDESK_DATA_DIR", text)
        assert cli.main(["history", "list"]) == 1
        assert "an address in the network" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["a:b", "./smb:", "//tmp/x", "host:/share"])
def test_what_only_looks_like_an_address_is_a_path(text):
    assert paths.why_no_path(text) == ""


@pytest.mark.skipif(os.name == "nt", reason="on Windows the system knows the folder")
@pytest.mark.parametrize("home", ["", "nowhere"])
def test_a_user_without_a_home_folder_stores_nothing_anywhere(monkeypatch, tmp_path, home):
    for name in ("LEUKDESK_DATA_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", home)
    assert user_home() is None
    assert paths.default_data_dir() == paths.NO_HOME
    with pytest.raises(NoHomeError, match="HOME is not set") as caught:
        DataPaths(paths.default_data_dir()).create()
    assert caught.value.code == "no-home"
    with pytest.raises(OSError):
        paths.NO_HOME.mkdir(parents=True)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("LEUKDESK_DATA_DIR", "~nobody-of-that-name/data")
    with pytest.raises(DataDirError, match="whose home folder is meant"):
        paths.default_data_dir()
    monkeypatch.delenv("LEUKDESK_DATA_DIR")
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        assert paths.default_data_dir() == tmp_path / "leukdesk"
