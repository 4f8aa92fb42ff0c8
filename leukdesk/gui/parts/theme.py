"""Colours, type and spacing: one light and one dark scheme, one accent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from leukdesk.paths import resources

Scheme = Literal["system", "light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("system", "light", "dark")

SPACE = 8
"""Pixels between things that belong together; half of it inside a group, twice between groups."""

_CHEVRON = (resources() / "styles" / "chevron.svg").as_posix()
"""Of a grey that stands out from both grounds."""
_TALL_SCREEN = 1300
"""From this height on (in device-independent pixels) the type grows, so that nothing is tiny on a large monitor."""


@dataclass(frozen=True)
class Tones:
    """The colours of one scheme, as ``#rrggbb``, and the picture of a tick in them.

    Attributes
    ----------
    stage : str
        What lies behind a picture; neutral, so that stains are judged against grey.
    band : str
        Shade of the uncertain band in the chart.
    classes : tuple of str
        Colours of a model's classes, in their order. Each two differ by 28 or more (CIE 1976) for usual eyes and for
        those that lack one kind of cone (Machado, Oliveira, Fernandes 2009), and each has a contrast of 3 to the panel.
    halo : "white" or "black"
        What sets these colours off from a picture.
    """

    window: str
    panel: str
    stripe: str
    stage: str
    text: str
    muted: str
    border: str
    accent: str
    on_accent: str
    tick: str
    selection: str
    on_selection: str
    bar: str
    band: str
    note: str
    on_note: str
    warning: str
    on_warning: str
    error: str
    on_error: str
    classes: tuple[str, ...]
    halo: Literal["white", "black"]


LIGHT = Tones(
    window="#f3f5f6",
    panel="#ffffff",
    stripe="#f8fafa",
    stage="#dfe3e5",
    text="#1a2226",
    muted="#57656c",
    border="#d3dade",
    accent="#0b7285",
    on_accent="#ffffff",
    tick=(resources() / "styles" / "tick-light.svg").as_posix(),
    selection="#d3ebef",
    on_selection="#10252b",
    bar="#a9c3c9",
    band="#f0ece0",
    note="#e3f1f3",
    on_note="#0a4f5c",
    warning="#fff2d6",
    on_warning="#6f4500",
    error="#fde7e4",
    on_error="#8a1c13",
    classes=("#b28d00", "#0a6767", "#9a28ff", "#889760", "#09037e", "#790000", "#e344d1", "#1c0012"),
    halo="white",
)
DARK = Tones(
    window="#1c2226",
    panel="#14191c",
    stripe="#181e22",
    stage="#0d1113",
    text="#e4eaed",
    muted="#9aa9b0",
    border="#343e44",
    accent="#45b9cb",
    on_accent="#05252b",
    tick=(resources() / "styles" / "tick-dark.svg").as_posix(),
    selection="#17424b",
    on_selection="#e8f6f8",
    bar="#47616a",
    band="#2a281f",
    note="#173339",
    on_note="#a9dfe8",
    warning="#3b2f14",
    on_warning="#f2d190",
    error="#421f1c",
    on_error="#f5b8b0",
    classes=("#eab600", "#01e5ff", "#6a66f1", "#b34897", "#00a46c", "#d00004", "#fff495", "#caffe0"),
    halo="black",
)


def tones(palette: QPalette) -> Tones:
    """Return the tones that a palette was made from."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def tabular(font: QFont) -> QFont:
    """Return a font whose figures all have one width, so that columns and changing values stand still."""
    font = QFont(font)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def apply(app: QApplication, scheme: Scheme) -> None:
    """Dress the program; ``"system"`` follows the desktop's own scheme from then on."""
    hints = app.styleHints()
    wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}[scheme]
    hints.setColorScheme(wanted)
    dark = scheme == "dark" or (scheme == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    chosen = DARK if dark else LIGHT
    if app.style().name().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(_font(app))
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_style_sheet(chosen))


def _font(app: QApplication) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    screen = app.primaryScreen()
    tall = screen is not None and screen.availableGeometry().height() >= _TALL_SCREEN
    font.setPointSizeF(max(font.pointSizeF(), 11.5 if tall else 9.5))
    return font


def _palette(tones: Tones) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, tones.window),
        (role.WindowText, tones.text),
        (role.Base, tones.panel),
        (role.AlternateBase, tones.stripe),
        (role.Text, tones.text),
        (role.Button, tones.panel),
        (role.ButtonText, tones.text),
        (role.BrightText, tones.on_error),
        (role.ToolTipBase, tones.panel),
        (role.ToolTipText, tones.text),
        (role.PlaceholderText, tones.muted),
        (role.Highlight, tones.selection),
        (role.HighlightedText, tones.on_selection),
        (role.Accent, tones.accent),
        (role.Link, tones.accent),
        (role.LinkVisited, tones.accent),
        (role.Light, tones.panel),
        (role.Midlight, tones.stripe),
        (role.Mid, tones.border),
        (role.Dark, tones.border),
        (role.Shadow, tones.border),
    ):
        palette.setColor(name, QColor(colour))
    off = QColor(tones.muted)
    off.setAlphaF(0.6)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, off)
    return palette


def _style_sheet(t: Tones) -> str:
    return f"""
    QToolTip {{ color: {t.text}; background: {t.panel}; border: 1px solid {t.border}; padding: 4px 8px; }}
    QMenuBar {{ background: {t.window}; border-bottom: 1px solid {t.border}; }}
    QMenuBar::item {{ padding: 4px 8px; background: transparent; border-radius: 4px; }}
    QMenuBar::item:selected {{ background: {t.selection}; color: {t.on_selection}; }}
    QMenu {{ background: {t.panel}; border: 1px solid {t.border}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 8px; border-radius: 4px; }}
    QMenu::icon {{ padding-left: 8px; }}
    QMenu::item:selected {{ background: {t.selection}; color: {t.on_selection}; }}
    QMenu::item:disabled {{ color: {t.muted}; }}
    QMenu::separator {{ height: 1px; background: {t.border}; margin: 4px 8px; }}
    QToolBar {{ background: {t.window}; border: 0; border-bottom: 1px solid {t.border}; padding: 4px; spacing: 4px; }}
    QToolBar::separator {{ width: 1px; background: {t.border}; margin: 4px; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 4px 8px; background: transparent; }}
    QToolButton:hover {{ background: {t.note}; }}
    QToolButton:pressed, QToolButton:checked {{ background: {t.selection}; color: {t.on_selection}; }}
    QToolButton:focus {{ border-color: {t.accent}; }}
    QToolButton[primary="true"] {{ background: {t.accent}; color: {t.on_accent}; }}
    QToolButton[primary="true"]:hover {{ border-color: {t.text}; }}
    QToolButton[primary="true"]:disabled {{ background: {t.border}; color: {t.muted}; }}
    QToolButton[popupMode="1"] {{ padding-right: 24px; }}
    QToolButton::menu-button {{ border: 0; border-left: 1px solid {t.border}; width: 18px; margin: 4px 0; }}
    QToolButton::menu-button:hover {{ background: {t.selection}; }}
    QPushButton {{ background: {t.panel}; border: 1px solid {t.border}; border-radius: 4px; padding: 5px 12px; }}
    QPushButton:hover {{ background: {t.note}; border-color: {t.accent}; }}
    QPushButton:pressed {{ background: {t.selection}; }}
    QPushButton:focus {{ border-color: {t.accent}; }}
    QPushButton:disabled {{ color: {t.muted}; }}
    QLineEdit {{ background: {t.panel}; border: 1px solid {t.border}; border-radius: 4px; padding: 4px 8px;
        selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    QLineEdit:focus {{ border-color: {t.accent}; }}
    QAbstractSpinBox {{ background: {t.panel}; border: 1px solid {t.border}; border-radius: 4px; padding: 2px 4px;
        selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: 0; }}
    QAbstractSpinBox:focus {{ border-color: {t.accent}; }}
    QAbstractSpinBox:disabled {{ color: {t.muted}; }}
    QSlider::groove:horizontal {{ background: {t.border}; height: 4px; border-radius: 2px; }}
    QSlider::sub-page:horizontal {{ background: {t.bar}; border-radius: 2px; }}
    QSlider::handle:horizontal {{ background: {t.panel}; border: 1px solid {t.muted}; width: 12px; margin: -5px 0;
        border-radius: 6px; }}
    QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {{ border-color: {t.accent}; }}
    QSlider::handle:horizontal:disabled {{ border-color: {t.border}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; background: {t.panel};
        border: 1px solid {t.muted}; border-radius: 3px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {t.accent}; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url({t.tick}); }}
    QRadioButton::indicator:checked {{ background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 {t.accent}, stop: 0.55 {t.accent}, stop: 0.65 {t.panel}, stop: 1 {t.panel}); }}
    QComboBox {{ background: {t.panel}; border: 1px solid {t.border}; border-radius: 4px; padding: 4px 8px; }}
    QComboBox:hover, QComboBox:focus {{ border-color: {t.accent}; }}
    QComboBox:disabled {{ color: {t.muted}; }}
    QComboBox::drop-down {{ border: 0; width: 22px; }}
    QComboBox::down-arrow {{ image: url({_CHEVRON}); width: 14px; height: 14px; }}
    QComboBox QAbstractItemView {{ background: {t.panel}; border: 1px solid {t.border}; padding: 4px; outline: 0; }}
    QTableView {{ background: {t.panel}; alternate-background-color: {t.stripe}; border: 1px solid {t.border};
        gridline-color: transparent; outline: 0; }}
    QTableView:focus {{ border-color: {t.accent}; }}
    QTableView::item {{ padding: 0 6px; }}
    QTableView::item:selected {{ background: {t.selection}; color: {t.on_selection}; }}
    QHeaderView {{ background: {t.window}; }}
    QHeaderView::section {{ background: {t.window}; color: {t.muted}; border: 0; border-bottom: 1px solid {t.border};
        border-right: 1px solid {t.border}; padding: 4px 8px; }}
    QGraphicsView {{ background: {t.stage}; border: 1px solid {t.border}; }}
    QGraphicsView:focus {{ border-color: {t.accent}; }}
    QSplitter::handle {{ background: transparent; }}
    QSplitter::handle:hover {{ background: {t.selection}; }}
    QStatusBar {{ background: {t.window}; border-top: 1px solid {t.border}; }}
    QStatusBar::item {{ border: 0; }}
    QProgressBar {{ background: {t.border}; border: 0; border-radius: 3px; max-height: 6px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
    QScrollBar {{ background: transparent; border: 0; }}
    QScrollBar:vertical {{ width: 12px; }}
    QScrollBar:horizontal {{ height: 12px; }}
    QScrollBar::handle {{ background: {t.bar}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QScrollArea {{ border: 0; background: transparent; }}
    QFrame[role="panel"] {{ background: {t.panel}; border: 1px solid {t.border}; border-radius: 6px; }}
    QLabel[role="muted"] {{ color: {t.muted}; }}
    QLabel[role="warning"] {{ color: {t.on_warning}; }}
    QLabel[role="notice"] {{ color: {t.text}; font-weight: 600; }}
    QLabel[role="caption"] {{ color: {t.muted}; font-weight: 600; }}
    QFrame[tone="note"] {{ background: {t.note}; border: 0; border-radius: 6px; }}
    QFrame[tone="warning"] {{ background: {t.warning}; border: 0; border-radius: 6px; }}
    QFrame[tone="error"] {{ background: {t.error}; border: 0; border-radius: 6px; }}
    QFrame[tone="note"] QLabel {{ color: {t.on_note}; }}
    QFrame[tone="warning"] QLabel {{ color: {t.on_warning}; }}
    QFrame[tone="error"] QLabel {{ color: {t.on_error}; }}
    QLabel[chip="live"] {{ background: {t.accent}; color: {t.on_accent}; border-radius: 4px; padding: 2px 8px; }}
    QLabel[chip="still"] {{ background: {t.border}; color: {t.text}; border-radius: 4px; padding: 2px 8px; }}
    QLabel[chip="warning"] {{ background: {t.warning}; color: {t.on_warning}; border-radius: 4px; padding: 2px 8px; }}
    QLabel[chip="error"] {{ background: {t.error}; color: {t.on_error}; border-radius: 4px; padding: 2px 8px; }}
    """
