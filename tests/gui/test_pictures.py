"""Opening pictures: one, several, folders, by dropping; bad ones."""

import shutil

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton

from leukdesk.gui.desk.shown import Mode

from .conftest import WAIT, show_picture


def drop(window, paths) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    rest = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), *rest)
    window.dragEnterEvent(enter)
    if enter.isAccepted():
        window.dropEvent(QDropEvent(QPointF(5, 5), *rest))
    return enter.isAccepted()


@pytest.fixture
def folder(tmp_path, sample):
    folder = tmp_path / "Bilder für 'Müller' 汉字"
    (folder / "deeper").mkdir(parents=True)
    for name in ("a b.png", "c.png", "deeper/d.png"):
        shutil.copy(sample, folder / name)
    return folder


def test_one_picture_is_shown_first_and_classified_when_asked(start, qtbot, sample):
    program = start()
    window = program.window
    show_picture(program, qtbot, sample)
    assert window.desk.mode is Mode.PICTURE
    assert window.history_model.rowCount() == 0
    assert window.result.answer is None
    assert window.header.source == str(sample)
    assert window.quality.value("Size") == f"{window.view.frame.width} × {window.view.frame.height}"
    assert window.quality.value("Focus") != "–"
    qtbot.keyClick(window.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
    assert window.result.answer.frame_id == window.view.frame.id
    assert window.history_model.record(0).source == str(sample)


def test_a_bad_file_is_said_and_clears_the_last_result(start, qtbot, sample, tmp_path):
    program = start()
    window = program.window
    show_picture(program, qtbot, sample)
    window.desk.classify()
    qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
    bad = tmp_path / "not a picture.jpg"
    bad.write_bytes(b"hello")
    window.open_paths([bad])
    qtbot.waitUntil(lambda: any(str(bad) in text for text in window.banners.texts()), timeout=WAIT)
    assert window.result.answer is None
    assert window.desk.shown.answer is None


def test_a_dropped_folder_is_classified_after_a_question(start, qtbot, folder):
    window = start().window
    (folder / "broken.png").write_bytes(b"\x89PNG")
    assert drop(window, [folder])
    qtbot.waitUntil(lambda: "4 pictures" in window.batch_bar.text, timeout=WAIT)
    assert window.history_model.rowCount() == 0
    window.entry_bar.set_sample("S-9")
    assert "under sample code S-9" in window.batch_bar.text
    window.batch.start()
    qtbot.waitUntil(lambda: "1 failed" in window.batch_bar.text and not window.batch.running, timeout=WAIT)
    assert window.batch_bar.text.startswith("3 classified")
    assert "broken.png" in window.batch_bar.failures()[0]
    qtbot.waitUntil(lambda: window.history_model.rowCount() == 3, timeout=WAIT)
    assert {window.history_model.record(row).sample for row in range(3)} == {"S-9"}
    qtbot.waitUntil(lambda: window.result.answer is not None, timeout=WAIT)
    assert window.result.answer.frame_id == window.view.frame.id


def classify_many(window, qtbot, folder, sample) -> None:
    """Begin to classify 63 pictures."""
    for number in range(60):
        shutil.copy(sample, folder / f"{number:02}.png")
    drop(window, [folder])
    qtbot.waitUntil(lambda: "63 pictures" in window.batch_bar.text, timeout=WAIT)
    window.batch.start()


def test_many_pictures_can_be_cancelled(start, qtbot, folder, sample):
    window = start().window
    classify_many(window, qtbot, folder, sample)
    qtbot.waitUntil(lambda: window.history_model.rowCount() > 0, timeout=WAIT)
    window.actions_by_id["cancel"].trigger()
    qtbot.waitUntil(lambda: not window.batch.running, timeout=WAIT)
    assert window.batch_bar.text.startswith("Cancelled after ")
    done = int(window.batch_bar.text.split()[2])
    assert 0 < done < 63
    qtbot.waitUntil(lambda: window.history_model.rowCount() == done, timeout=WAIT)


def test_closing_asks_while_pictures_are_classified(start, qtbot, folder, sample):
    window = start().window
    classify_many(window, qtbot, folder, sample)
    window.close()
    assert window.isVisible()
    assert any("still being classified" in text for text in window.banners.texts())
    assert window.batch.running
    button = next(b for b in window.banners.findChildren(QPushButton) if b.text() == "Stop and close")
    button.click()
    assert not window.isVisible()


def test_something_else_cannot_be_dropped(start):
    window = start().window
    mime = QMimeData()
    mime.setText("hello")
    event = QDragEnterEvent(
        QPointF(5, 5).toPoint(),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    window.dragEnterEvent(event)
    assert not event.isAccepted()


def test_a_folder_without_pictures_is_said(start, qtbot, tmp_path):
    window = start().window
    (tmp_path / "empty").mkdir()
    window.open_paths([tmp_path / "empty"])
    qtbot.waitUntil(lambda: any("There is no picture" in text for text in window.banners.texts()), timeout=WAIT)


def test_a_folder_that_cannot_be_read_is_among_the_failures(start, qtbot, folder):
    window = start().window
    unreadable = folder / ("x" * 300)  # no system takes so long a name
    window.open_paths([unreadable, folder])
    qtbot.waitUntil(lambda: "3 pictures" in window.batch_bar.text, timeout=WAIT)
    window.batch.start()
    qtbot.waitUntil(lambda: "1 failed" in window.batch_bar.text and not window.batch.running, timeout=WAIT)
    assert window.batch_bar.text.startswith("3 classified")
    assert unreadable.name in window.batch_bar.failures()[0]
    window.open_paths([unreadable, unreadable / "deeper"])
    qtbot.waitUntil(lambda: any(unreadable.name in text for text in window.banners.texts()), timeout=WAIT)


def test_files_of_the_command_line_are_opened(start, qtbot, sample):
    window = start(files=(sample,)).window
    qtbot.waitUntil(lambda: window.desk.mode is Mode.PICTURE, timeout=WAIT)
