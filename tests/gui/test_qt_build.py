"""What is asked of the Qt build that is installed (docs/adr/0002)."""

import sys

from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rang = Signal()


def test_emitting_a_signal_gives_back_the_reference_it_takes():
    # PySide6 6.12.0 takes one away from True each time, and CPython 3.11 dies when none is left.
    bell = Bell()
    before = sys.getrefcount(True)
    for _ in range(1000):
        bell.rang.emit()
    assert sys.getrefcount(True) > before - 100


def test_pictures_of_the_icons_can_be_drawn(qapp):
    from leukdesk.gui.menus.actions import ACTIONS
    from leukdesk.gui.parts.icons import icon, program_icon

    for name in {info.icon for info in ACTIONS if info.icon}:
        image = icon(name, "#123456").pixmap(24, 24).toImage()
        assert any(image.pixelColor(x, y).alpha() > 200 for x in range(24) for y in range(24)), name
    assert not program_icon().isNull()


def test_shortcuts_are_unique():
    from leukdesk.gui.menus.actions import ACTIONS

    shortcuts = [info.shortcut for info in ACTIONS if info.shortcut]
    assert len(shortcuts) == len(set(shortcuts))


def test_the_video_library_and_the_plot_library_are_not_loaded_to_show_the_window():
    import subprocess

    heavy = ("cv2", "pyqtgraph", "ai_edge_litert", "tensorflow")
    code = f"import sys, leukdesk.app, leukdesk.gui.main_window; print([n for n in {heavy} if n in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert answer.stdout.strip() == "[]"
