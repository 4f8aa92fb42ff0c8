"""Everything that can be chosen in a menu or on the toolbar, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActionId(StrEnum):
    """One name for every action."""

    OPEN_FILES = "open-files"
    OPEN_FOLDER = "open-folder"
    EXPORT = "export"
    EXPORT_FOLDER = "export-folder"
    REPORT = "report"
    QUIT = "quit"
    LIVE = "live"
    CAPTURE = "capture"
    PAUSE = "pause"
    HANDS_FREE = "hands-free"
    SUGGEST = "suggest"
    AVERAGE = "average"
    SOUND = "sound"
    CONTROLS = "controls"
    CALIBRATE = "calibrate"
    CLASSIFY = "classify"
    CANCEL = "cancel"
    REGION = "region"
    REGION_CLEAR = "region-clear"
    CELL_TOOL = "cell-tool"
    CELL_REMOVE = "cell-remove"
    CELL_UNDO = "cell-undo"
    MAGNIFIER = "magnifier"
    ZOOM_IN = "zoom-in"
    ZOOM_OUT = "zoom-out"
    FIT = "fit"
    ACTUAL_SIZE = "actual-size"
    SCALE_BAR = "scale-bar"
    GRID = "grid"
    CROSSHAIR = "crosshair"
    CELLS = "cells"
    OUTLINES = "outlines"
    NAMES = "names"
    TURN = "turn"
    MIRROR = "mirror"
    GO_SAMPLE = "go-sample"
    GO_PICTURE = "go-picture"
    GO_FILTER = "go-filter"
    GO_HISTORY = "go-history"
    CHARTS = "charts"
    BACK = "back"
    CONFIRM = "confirm"
    CONFIRM_BECAUSE = "confirm-because"
    CHANGE = "change"
    REJECT = "reject"
    SIGN = "sign"
    NEXT_REVIEW = "next-review"
    PREVIOUS_REVIEW = "previous-review"
    GO_ON = "go-on"
    CHANGE_OPERATOR = "change-operator"
    LOCK = "lock"
    OWN_PIN = "own-pin"
    OPERATORS = "operators"
    NEW_SLIDE = "new-slide"
    SLIDES = "slides"
    GALLERY = "gallery"
    PAUSE_SLIDE = "pause-slide"
    END_SLIDE = "end-slide"
    VERIFY = "verify"
    BACK_UP = "back-up"
    RESTORE = "restore"
    ARCHIVE = "archive"
    TRAIL = "trail"
    MODEL_CARD = "model-card"
    INSTALL = "install"
    UNINSTALL = "uninstall"
    ABOUT = "about"


class MenuId(StrEnum):
    """The menus, in their order; the value is the title."""

    FILE = "&File"
    CAMERA = "&Camera"
    PICTURE = "&Picture"
    VIEW = "&View"
    SLIDE = "S&lide"
    HISTORY = "Hi&story"
    REVIEW = "&Review"
    OPERATOR = "&Operator"
    HELP = "&Help"


@dataclass(frozen=True)
class ActionInfo:
    """What an action is, without what it does.

    Attributes
    ----------
    tip : str
        One sentence for the tooltip and the status bar.
    group : int
        Actions of a menu with different groups are parted by a line.
    toolbar : str
        The short text on the toolbar's button; empty when it is not there.
    """

    id: ActionId
    text: str
    menu: MenuId
    tip: str
    group: int = 0
    icon: str | None = None
    shortcut: str = ""
    toolbar: str = ""
    checkable: bool = False


_A, _M = ActionId, MenuId

ACTIONS: tuple[ActionInfo, ...] = (
    ActionInfo(
        _A.OPEN_FILES,
        "&Open pictures…",
        _M.FILE,
        "Open one picture to look at it, or several to classify them all.",
        0,
        "open-files",
        "Ctrl+O",
        "Open",
    ),
    ActionInfo(
        _A.OPEN_FOLDER,
        "Open &folder…",
        _M.FILE,
        "Classify every picture in a folder.",
        0,
        "open-folder",
        "Ctrl+Shift+O",
        "Folder",
    ),
    ActionInfo(_A.QUIT, "&Quit", _M.FILE, "Close Leukdesk.", 1, "quit", "Ctrl+Q"),
    ActionInfo(
        _A.LIVE,
        "&Live view",
        _M.CAMERA,
        "Start or stop the live view of the chosen camera.",
        0,
        "live",
        "F5",
        "Live",
        checkable=True,
    ),
    ActionInfo(
        _A.CAPTURE,
        "C&apture",
        _M.CAMERA,
        "Freeze the newest frame, classify and log it; once more: back to live.",
        0,
        "capture",
        "Space",
        "Capture",
    ),
    ActionInfo(_A.PAUSE, "&Pause", _M.CAMERA, "Hold the live picture, or let it go on.", 0, "pause", "F7", "", True),
    ActionInfo(
        _A.HANDS_FREE,
        "&Hands-free capture",
        _M.CAMERA,
        "Capture, classify and log every new field by itself, as soon as the stage rests and the picture is sharp.",
        1,
        "hands-free",
        "F3",
        "Hands-free",
        checkable=True,
    ),
    ActionInfo(
        _A.SUGGEST,
        "&Suggestions",
        _M.CAMERA,
        "Run the chosen model on the live picture. Nothing is logged until it is captured.",
        1,
        "suggestions",
        "Ctrl+L",
        checkable=True,
    ),
    ActionInfo(
        _A.AVERAGE,
        "Suggest the &mean of a field at rest",
        _M.CAMERA,
        "Average the suggestions over the last frames while the stage does not move.",
        1,
        None,
        "",
        checkable=True,
    ),
    ActionInfo(
        _A.SOUND,
        "S&ound with hands-free captures",
        _M.CAMERA,
        "A soft click with every field that was captured.",
        1,
        checkable=True,
    ),
    ActionInfo(
        _A.CONTROLS,
        "Con&trols",
        _M.CAMERA,
        "Resolution, exposure and whatever else the source lets be set; the knobs of the virtual microscope.",
        2,
        "controls",
        "F4",
        "Controls",
        checkable=True,
    ),
    ActionInfo(
        _A.CALIBRATE,
        "Cali&brate…",
        _M.CAMERA,
        "Blank field, white balance and scale of this camera with this objective.",
        2,
        "calibrate",
        "Ctrl+K",
    ),
    ActionInfo(
        _A.CLASSIFY,
        "&Classify",
        _M.PICTURE,
        "Classify and log the picture shown, or the region drawn on it.",
        0,
        "classify",
        "Ctrl+Return",
        "Classify",
    ),
    ActionInfo(
        _A.CANCEL, "Cancel the running &job", _M.PICTURE, "Stop classifying many pictures.", 0, "stop", "Ctrl+."
    ),
    ActionInfo(
        _A.REGION,
        "Draw a &region",
        _M.PICTURE,
        "Drag a rectangle on the picture; only that part is classified. Shift+drag does the same at any time.",
        1,
        "region",
        "Ctrl+R",
        "Region",
        checkable=True,
    ),
    ActionInfo(
        _A.REGION_CLEAR,
        "C&lear the region",
        _M.PICTURE,
        "Classify the whole picture again.",
        1,
        "region-clear",
        "Ctrl+Shift+R",
    ),
    ActionInfo(
        _A.CELL_TOOL,
        "Edit c&ells",
        _M.PICTURE,
        "Drag to draw a cell; its handles resize it, its inside moves it, Del takes it away or rejects a logged one.",
        1,
        "cells",
        "Ctrl+Shift+B",
        checkable=True,
    ),
    ActionInfo(
        _A.CELL_REMOVE,
        "Remo&ve the cell",
        _M.PICTURE,
        "Take the selected cell away, or reject a logged one, as Del does with the tool for cells.",
        1,
    ),
    ActionInfo(
        _A.CELL_UNDO,
        "&Undo the last edit of cells",
        _M.PICTURE,
        "Take back the last cell that was drawn, changed or removed.",
        1,
        "undo",
        "Ctrl+Z",
    ),
    ActionInfo(
        _A.MAGNIFIER,
        "&Magnifier",
        _M.PICTURE,
        "Show the pixels under the pointer enlarged.",
        2,
        "magnifier",
        "Ctrl+M",
        "Magnifier",
        checkable=True,
    ),
    ActionInfo(_A.ZOOM_IN, "Zoom &in", _M.PICTURE, "Enlarge the picture.", 3, "zoom-in", "Ctrl++"),
    ActionInfo(_A.ZOOM_OUT, "Zoom &out", _M.PICTURE, "Make the picture smaller.", 3, "zoom-out", "Ctrl+-"),
    ActionInfo(_A.FIT, "&Fit", _M.PICTURE, "Show the whole picture.", 3, "fit", "Ctrl+0", "Fit"),
    ActionInfo(
        _A.ACTUAL_SIZE,
        "&Actual pixels",
        _M.PICTURE,
        "One pixel of the picture on one pixel of the screen.",
        3,
        "actual-size",
        "Ctrl+1",
        "1:1",
    ),
    ActionInfo(
        _A.SCALE_BAR,
        "Scale &bar",
        _M.VIEW,
        "Show how long so many micrometres are.",
        2,
        "scale-bar",
        checkable=True,
    ),
    ActionInfo(_A.GRID, "&Grid", _M.VIEW, "Lay a grid over the picture.", 2, "grid", "Ctrl+G", checkable=True),
    ActionInfo(
        _A.CROSSHAIR, "C&rosshair", _M.VIEW, "Mark the middle of the picture.", 2, "crosshair", "", checkable=True
    ),
    ActionInfo(
        _A.CELLS,
        "C&ells",
        _M.VIEW,
        "Draw the white cells that were found, where a model of cells is chosen.",
        2,
        "cells",
        "Ctrl+B",
        checkable=True,
    ),
    ActionInfo(
        _A.OUTLINES,
        "Cells as &outlines",
        _M.VIEW,
        "Draw the outlines of cells and nuclei in place of boxes.",
        2,
        None,
        checkable=True,
    ),
    ActionInfo(
        _A.NAMES,
        "&Names of rendered cells",
        _M.VIEW,
        "Say what the virtual microscope has drawn: for learning to recognise cells.",
        2,
        None,
        "Ctrl+N",
        checkable=True,
    ),
    ActionInfo(
        _A.TURN, "&Turn the picture", _M.VIEW, "Show this camera's picture a quarter further.", 3, "rotate", "Ctrl+T"
    ),
    ActionInfo(
        _A.MIRROR,
        "&Mirror the picture",
        _M.VIEW,
        "Show this camera's picture mirrored.",
        3,
        "mirror",
        "",
        checkable=True,
    ),
    ActionInfo(_A.GO_SAMPLE, "Go to &sample code", _M.VIEW, "Type or scan the next sample code.", 0, None, "F2"),
    ActionInfo(_A.GO_PICTURE, "Go to the &picture", _M.VIEW, "Give the keyboard to the picture.", 0, None, "F6"),
    ActionInfo(_A.GO_HISTORY, "Go to the &history", _M.HISTORY, "Move through the history.", 0, "log", "F8"),
    ActionInfo(_A.GO_FILTER, "Go to the history &filter", _M.HISTORY, "Search the history.", 0, "search", "Ctrl+F"),
    ActionInfo(
        _A.BACK,
        "&Back from the history",
        _M.HISTORY,
        "Leave the stored picture: back to the live view, or to the picture shown before.",
        1,
        "back",
        "Escape",
    ),
    ActionInfo(
        _A.CONFIRM,
        "&Confirm",
        _M.REVIEW,
        "Confirm what the model suggests (with a reason: Shift+F10).",
        1,
        None,
        "F10",
    ),
    ActionInfo(
        _A.CONFIRM_BECAUSE,
        "Confirm &with a reason…",
        _M.REVIEW,
        "Confirm what the model suggests, and say why.",
        1,
        None,
        "Shift+F10",
    ),
    ActionInfo(
        _A.CHANGE,
        "Chan&ge…",
        _M.REVIEW,
        "Decide for another class of the model, and say why.",
        1,
        None,
        "F11",
    ),
    ActionInfo(_A.REJECT, "Re&ject…", _M.REVIEW, "Decide that no class fits, and say why.", 1, None, "F12"),
    ActionInfo(_A.SIGN, "&Sign…", _M.REVIEW, "Sign what was decided.", 1, None, "Ctrl+Shift+S"),
    ActionInfo(
        _A.NEXT_REVIEW, "&Next that needs review", _M.REVIEW, "Show the next uncertain result.", 2, None, "Ctrl+D"
    ),
    ActionInfo(
        _A.PREVIOUS_REVIEW,
        "&Previous that needs review",
        _M.REVIEW,
        "Show the uncertain result before.",
        2,
        None,
        "Ctrl+Shift+D",
    ),
    ActionInfo(
        _A.GO_ON,
        "Go on by &itself",
        _M.REVIEW,
        "After a decision show the next result that needs review.",
        2,
        checkable=True,
    ),
    ActionInfo(
        _A.EXPORT,
        "&Export history…",
        _M.HISTORY,
        "Write records to a table, to pictures or to files that other programs read; de-identified by default.",
        2,
        "export",
        "Ctrl+E",
        "Export",
    ),
    ActionInfo(
        _A.REPORT,
        "&Report…",
        _M.HISTORY,
        "Save or print a report of the selected record, or of its sample.",
        2,
        "report",
        "Ctrl+P",
    ),
    ActionInfo(
        _A.EXPORT_FOLDER,
        "E&xport folder…",
        _M.HISTORY,
        "Hand every signed record over to a folder that a laboratory system watches; the cells of slide sessions are "
        "not among them.",
        2,
    ),
    ActionInfo(
        _A.CHARTS,
        "Charts of the histor&y…",
        _M.HISTORY,
        "Counts per day, class and model, agreement, and drift of brightness, focus and classes, as filtered now.",
        3,
        None,
        "Ctrl+Shift+H",
    ),
    ActionInfo(
        _A.NEW_SLIDE,
        "&New slide session…",
        _M.SLIDE,
        "Count the cells of a slide, field by field.",
        0,
        None,
        "Ctrl+Shift+N",
    ),
    ActionInfo(_A.SLIDES, "Slide &sessions…", _M.SLIDE, "Look at a session again, or go on with one.", 0),
    ActionInfo(
        _A.GALLERY,
        "&Gallery…",
        _M.SLIDE,
        "See all cells of the session, the doubtful ones first, and decide.",
        1,
        None,
        "Ctrl+Shift+G",
    ),
    ActionInfo(_A.PAUSE_SLIDE, "&Pause the session", _M.SLIDE, "Count no fields for now, or go on counting.", 1),
    ActionInfo(_A.END_SLIDE, "&End the session", _M.SLIDE, "Count no more fields; review and sign come then.", 1),
    ActionInfo(
        _A.VERIFY,
        "&Verify…",
        _M.HISTORY,
        "Check that nothing in the history was changed, lost or damaged.",
        4,
    ),
    ActionInfo(_A.BACK_UP, "Back &up now", _M.HISTORY, "Save the history and its pictures to the backups.", 4),
    ActionInfo(
        _A.RESTORE,
        "Bac&kups and restore…",
        _M.HISTORY,
        "See the backups, choose where they are kept, or go back to one.",
        4,
    ),
    ActionInfo(
        _A.ARCHIVE,
        "&Archive old pictures…",
        _M.HISTORY,
        "Move the pictures of old records into an archive on another disk.",
        4,
    ),
    ActionInfo(_A.TRAIL, "Audit &trail…", _M.HISTORY, "See who did what and when, what it was before, and why.", 4),
    ActionInfo(
        _A.CHANGE_OPERATOR,
        "Change &operator…",
        _M.OPERATOR,
        "Say who is working now.",
        5,
        None,
        "Ctrl+Shift+P",
    ),
    ActionInfo(
        _A.LOCK, "&Lock", _M.OPERATOR, "Log and decide nothing until somebody signs in.", 5, None, "Ctrl+Shift+L"
    ),
    ActionInfo(_A.OWN_PIN, "Change my &PIN…", _M.OPERATOR, "Give yourself another PIN, knowing the present one.", 5),
    ActionInfo(_A.OPERATORS, "&Manage operators…", _M.OPERATOR, "Who may work here, in what role, with what PIN.", 5),
    ActionInfo(
        _A.MODEL_CARD,
        "Model &card…",
        _M.HELP,
        "What the model was trained on, how well it does, and its limits.",
        0,
        "card",
        "F9",
    ),
    ActionInfo(
        _A.INSTALL,
        "&Install on this station…",
        _M.HELP,
        "Put Leukdesk into the applications menu, and unpack it once so that it starts fast.",
        1,
    ),
    ActionInfo(
        _A.UNINSTALL,
        "&Remove from this station…",
        _M.HELP,
        "Take the menu entry and the unpacked copy away; everything that was stored stays.",
        1,
    ),
    ActionInfo(_A.ABOUT, "&About Leukdesk…", _M.HELP, "Version, licence and where the data lie.", 2, "about"),
)
