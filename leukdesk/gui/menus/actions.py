"""Everything that can be chosen in a menu or on the toolbar, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leukdesk.language import marked


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
    MANUAL = "manual"
    MODEL_CARD = "model-card"
    MODEL_PACKAGES = "model-packages"
    INSTALL = "install"
    UNINSTALL = "uninstall"
    ABOUT = "about"


class MenuId(StrEnum):
    """The menus, in their order; the value is the title in English."""

    FILE = marked("&File")
    CAMERA = marked("&Camera")
    PICTURE = marked("&Picture")
    VIEW = marked("&View")
    SLIDE = marked("S&lide")
    HISTORY = marked("Hi&story")
    REVIEW = marked("&Review")
    OPERATOR = marked("&Operator")
    HELP = marked("&Help")


@dataclass(frozen=True)
class ActionInfo:
    """What an action is, without what it does; its words are given to ``tr`` when they are shown.

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
        marked("&Open pictures…"),
        _M.FILE,
        marked("Open one picture to look at it, or several to classify them all."),
        0,
        "open-files",
        "Ctrl+O",
        marked("Open"),
    ),
    ActionInfo(
        _A.OPEN_FOLDER,
        marked("Open &folder…"),
        _M.FILE,
        marked("Classify every picture in a folder."),
        0,
        "open-folder",
        "Ctrl+Shift+O",
        marked("Folder"),
    ),
    ActionInfo(_A.QUIT, marked("&Quit"), _M.FILE, marked("Close Leukdesk."), 1, "quit", "Ctrl+Q"),
    ActionInfo(
        _A.LIVE,
        marked("&Live view"),
        _M.CAMERA,
        marked("Start or stop the live view of the chosen camera."),
        0,
        "live",
        "F5",
        marked("Live"),
        checkable=True,
    ),
    ActionInfo(
        _A.CAPTURE,
        marked("C&apture"),
        _M.CAMERA,
        marked("Freeze the newest frame, classify and log it; once more: back to live."),
        0,
        "capture",
        "Space",
        marked("Capture"),
    ),
    ActionInfo(
        _A.PAUSE,
        marked("&Pause"),
        _M.CAMERA,
        marked("Hold the live picture, or let it go on."),
        0,
        "pause",
        "F7",
        "",
        True,
    ),
    ActionInfo(
        _A.HANDS_FREE,
        marked("&Hands-free capture"),
        _M.CAMERA,
        marked(
            "Capture, classify and log every new field by itself, as soon as the stage rests and the picture is sharp."
        ),
        1,
        "hands-free",
        "F3",
        marked("Hands-free"),
        checkable=True,
    ),
    ActionInfo(
        _A.SUGGEST,
        marked("&Suggestions"),
        _M.CAMERA,
        marked("Run the chosen model on the live picture. Nothing is logged until it is captured."),
        1,
        "suggestions",
        "Ctrl+L",
        checkable=True,
    ),
    ActionInfo(
        _A.AVERAGE,
        marked("Suggest the &mean of a field at rest"),
        _M.CAMERA,
        marked("Average the suggestions over the last frames while the stage does not move."),
        1,
        None,
        "",
        checkable=True,
    ),
    ActionInfo(
        _A.SOUND,
        marked("S&ound with hands-free captures"),
        _M.CAMERA,
        marked("A soft click with every field that was captured."),
        1,
        checkable=True,
    ),
    ActionInfo(
        _A.CONTROLS,
        marked("Con&trols"),
        _M.CAMERA,
        marked("Resolution, exposure and whatever else the source lets be set; the knobs of the virtual microscope."),
        2,
        "controls",
        "F4",
        marked("Controls"),
        checkable=True,
    ),
    ActionInfo(
        _A.CALIBRATE,
        marked("Cali&brate…"),
        _M.CAMERA,
        marked("Blank field, white balance and scale of this camera with this objective."),
        2,
        "calibrate",
        "Ctrl+K",
    ),
    ActionInfo(
        _A.CLASSIFY,
        marked("&Classify"),
        _M.PICTURE,
        marked("Classify and log the picture shown, or the region drawn on it."),
        0,
        "classify",
        "Ctrl+Return",
        marked("Classify"),
    ),
    ActionInfo(
        _A.CANCEL,
        marked("Cancel the running &job"),
        _M.PICTURE,
        marked("Stop classifying many pictures."),
        0,
        "stop",
        "Ctrl+.",
    ),
    ActionInfo(
        _A.REGION,
        marked("Draw a &region"),
        _M.PICTURE,
        marked("Drag a rectangle on the picture; only that part is classified. Shift+drag does the same at any time."),
        1,
        "region",
        "Ctrl+R",
        marked("Region"),
        checkable=True,
    ),
    ActionInfo(
        _A.REGION_CLEAR,
        marked("C&lear the region"),
        _M.PICTURE,
        marked("Classify the whole picture again."),
        1,
        "region-clear",
        "Ctrl+Shift+R",
    ),
    ActionInfo(
        _A.CELL_TOOL,
        marked("Edit c&ells"),
        _M.PICTURE,
        marked(
            "Drag to draw a cell; its handles resize it, its inside moves it, Del takes it away or rejects a logged "
            "one."
        ),
        1,
        "cells",
        "Ctrl+Shift+B",
        checkable=True,
    ),
    ActionInfo(
        _A.CELL_REMOVE,
        marked("Remo&ve the cell"),
        _M.PICTURE,
        marked("Take the selected cell away, or reject a logged one, as Del does with the tool for cells."),
        1,
    ),
    ActionInfo(
        _A.CELL_UNDO,
        marked("&Undo the last edit of cells"),
        _M.PICTURE,
        marked("Take back the last cell that was drawn, changed or removed."),
        1,
        "undo",
        "Ctrl+Z",
    ),
    ActionInfo(
        _A.MAGNIFIER,
        marked("&Magnifier"),
        _M.PICTURE,
        marked("Show the pixels under the pointer enlarged."),
        2,
        "magnifier",
        "Ctrl+M",
        marked("Magnifier"),
        checkable=True,
    ),
    ActionInfo(_A.ZOOM_IN, marked("Zoom &in"), _M.PICTURE, marked("Enlarge the picture."), 3, "zoom-in", "Ctrl++"),
    ActionInfo(
        _A.ZOOM_OUT, marked("Zoom &out"), _M.PICTURE, marked("Make the picture smaller."), 3, "zoom-out", "Ctrl+-"
    ),
    ActionInfo(
        _A.FIT, marked("&Fit"), _M.PICTURE, marked("Show the whole picture."), 3, "fit", "Ctrl+0", marked("Fit")
    ),
    ActionInfo(
        _A.ACTUAL_SIZE,
        marked("&Actual pixels"),
        _M.PICTURE,
        marked("One pixel of the picture on one pixel of the screen."),
        3,
        "actual-size",
        "Ctrl+1",
        marked("1:1"),
    ),
    ActionInfo(
        _A.SCALE_BAR,
        marked("Scale &bar"),
        _M.VIEW,
        marked("Show how long so many micrometres are."),
        2,
        "scale-bar",
        checkable=True,
    ),
    ActionInfo(
        _A.GRID, marked("&Grid"), _M.VIEW, marked("Lay a grid over the picture."), 2, "grid", "Ctrl+G", checkable=True
    ),
    ActionInfo(
        _A.CROSSHAIR,
        marked("C&rosshair"),
        _M.VIEW,
        marked("Mark the middle of the picture."),
        2,
        "crosshair",
        "",
        checkable=True,
    ),
    ActionInfo(
        _A.CELLS,
        marked("C&ells"),
        _M.VIEW,
        marked("Draw the white cells that were found, where a model of cells is chosen."),
        2,
        "cells",
        "Ctrl+B",
        checkable=True,
    ),
    ActionInfo(
        _A.OUTLINES,
        marked("Cells as &outlines"),
        _M.VIEW,
        marked("Draw the outlines of cells and nuclei in place of boxes."),
        2,
        None,
        checkable=True,
    ),
    ActionInfo(
        _A.NAMES,
        marked("&Names of rendered cells"),
        _M.VIEW,
        marked("Say what the virtual microscope has drawn: for learning to recognise cells."),
        2,
        None,
        "Ctrl+N",
        checkable=True,
    ),
    ActionInfo(
        _A.TURN,
        marked("&Turn the picture"),
        _M.VIEW,
        marked("Show this camera's picture a quarter further."),
        3,
        "rotate",
        "Ctrl+T",
    ),
    ActionInfo(
        _A.MIRROR,
        marked("&Mirror the picture"),
        _M.VIEW,
        marked("Show this camera's picture mirrored."),
        3,
        "mirror",
        "",
        checkable=True,
    ),
    ActionInfo(
        _A.GO_SAMPLE, marked("Go to &sample code"), _M.VIEW, marked("Type or scan the next sample code."), 0, None, "F2"
    ),
    ActionInfo(
        _A.GO_PICTURE, marked("Go to the &picture"), _M.VIEW, marked("Give the keyboard to the picture."), 0, None, "F6"
    ),
    ActionInfo(
        _A.GO_HISTORY, marked("Go to the &history"), _M.HISTORY, marked("Move through the history."), 0, "log", "F8"
    ),
    ActionInfo(
        _A.GO_FILTER,
        marked("Go to the history &filter"),
        _M.HISTORY,
        marked("Search the history."),
        0,
        "search",
        "Ctrl+F",
    ),
    ActionInfo(
        _A.BACK,
        marked("&Back from the history"),
        _M.HISTORY,
        marked("Leave the stored picture: back to the live view, or to the picture shown before."),
        1,
        "back",
        "Escape",
    ),
    ActionInfo(
        _A.CONFIRM,
        marked("&Confirm"),
        _M.REVIEW,
        marked("Confirm what the model suggests (with a reason: Shift+F10)."),
        1,
        None,
        "F10",
    ),
    ActionInfo(
        _A.CONFIRM_BECAUSE,
        marked("Confirm &with a reason…"),
        _M.REVIEW,
        marked("Confirm what the model suggests, and say why."),
        1,
        None,
        "Shift+F10",
    ),
    ActionInfo(
        _A.CHANGE,
        marked("Chan&ge…"),
        _M.REVIEW,
        marked("Decide for another class of the model, and say why."),
        1,
        None,
        "F11",
    ),
    ActionInfo(
        _A.REJECT, marked("Re&ject…"), _M.REVIEW, marked("Decide that no class fits, and say why."), 1, None, "F12"
    ),
    ActionInfo(_A.SIGN, marked("&Sign…"), _M.REVIEW, marked("Sign what was decided."), 1, None, "Ctrl+Shift+S"),
    ActionInfo(
        _A.NEXT_REVIEW,
        marked("&Next that needs review"),
        _M.REVIEW,
        marked("Show the next uncertain result."),
        2,
        None,
        "Ctrl+D",
    ),
    ActionInfo(
        _A.PREVIOUS_REVIEW,
        marked("&Previous that needs review"),
        _M.REVIEW,
        marked("Show the uncertain result before."),
        2,
        None,
        "Ctrl+Shift+D",
    ),
    ActionInfo(
        _A.GO_ON,
        marked("Go on by &itself"),
        _M.REVIEW,
        marked("After a decision show the next result that needs review."),
        2,
        checkable=True,
    ),
    ActionInfo(
        _A.EXPORT,
        marked("&Export history…"),
        _M.HISTORY,
        marked("Write records to a table, to pictures or to files that other programs read; de-identified by default."),
        2,
        "export",
        "Ctrl+E",
        marked("Export"),
    ),
    ActionInfo(
        _A.REPORT,
        marked("&Report…"),
        _M.HISTORY,
        marked("Save or print a report of the selected record, or of its sample."),
        2,
        "report",
        "Ctrl+P",
    ),
    ActionInfo(
        _A.EXPORT_FOLDER,
        marked("E&xport folder…"),
        _M.HISTORY,
        marked(
            "Hand every signed record over to a folder that a laboratory system watches; the cells of slide sessions "
            "are not among them."
        ),
        2,
    ),
    ActionInfo(
        _A.CHARTS,
        marked("Charts of the histor&y…"),
        _M.HISTORY,
        marked(
            "Counts per day, class and model, agreement, and drift of brightness, focus and classes, as filtered now."
        ),
        3,
        None,
        "Ctrl+Shift+H",
    ),
    ActionInfo(
        _A.NEW_SLIDE,
        marked("&New slide session…"),
        _M.SLIDE,
        marked("Count the cells of a slide, field by field."),
        0,
        None,
        "Ctrl+Shift+N",
    ),
    ActionInfo(
        _A.SLIDES, marked("Slide &sessions…"), _M.SLIDE, marked("Look at a session again, or go on with one."), 0
    ),
    ActionInfo(
        _A.GALLERY,
        marked("&Gallery…"),
        _M.SLIDE,
        marked("See all cells of the session, the doubtful ones first, and decide."),
        1,
        None,
        "Ctrl+Shift+G",
    ),
    ActionInfo(
        _A.PAUSE_SLIDE, marked("&Pause the session"), _M.SLIDE, marked("Count no fields for now, or go on counting."), 1
    ),
    ActionInfo(
        _A.END_SLIDE,
        marked("&End the session"),
        _M.SLIDE,
        marked("Count no more fields; review and sign come then."),
        1,
    ),
    ActionInfo(
        _A.VERIFY,
        marked("&Verify…"),
        _M.HISTORY,
        marked("Check that nothing in the history was changed, lost or damaged."),
        4,
    ),
    ActionInfo(
        _A.BACK_UP, marked("Back &up now"), _M.HISTORY, marked("Save the history and its pictures to the backups."), 4
    ),
    ActionInfo(
        _A.RESTORE,
        marked("Bac&kups and restore…"),
        _M.HISTORY,
        marked("See the backups, choose where they are kept, or go back to one."),
        4,
    ),
    ActionInfo(
        _A.ARCHIVE,
        marked("&Archive old pictures…"),
        _M.HISTORY,
        marked("Move the pictures of old records into an archive on another disk."),
        4,
    ),
    ActionInfo(
        _A.TRAIL,
        marked("Audit &trail…"),
        _M.HISTORY,
        marked("See who did what and when, what it was before, and why."),
        4,
    ),
    ActionInfo(
        _A.CHANGE_OPERATOR,
        marked("Change &operator…"),
        _M.OPERATOR,
        marked("Say who is working now."),
        5,
        None,
        "Ctrl+Shift+P",
    ),
    ActionInfo(
        _A.LOCK,
        marked("&Lock"),
        _M.OPERATOR,
        marked("Log and decide nothing until somebody signs in."),
        5,
        None,
        "Ctrl+Shift+L",
    ),
    ActionInfo(
        _A.OWN_PIN,
        marked("Change my &PIN…"),
        _M.OPERATOR,
        marked("Give yourself another PIN, knowing the present one."),
        5,
    ),
    ActionInfo(
        _A.OPERATORS,
        marked("&Manage operators…"),
        _M.OPERATOR,
        marked("Who may work here, in what role, with what PIN."),
        5,
    ),
    ActionInfo(
        _A.MANUAL,
        marked("&Manual…"),
        _M.HELP,
        marked("How to work with Leukdesk, step by step."),
        0,
        "manual",
        "F1",
    ),
    ActionInfo(
        _A.MODEL_CARD,
        marked("Model &card…"),
        _M.HELP,
        marked("What the model was trained on, how well it does, and its limits."),
        0,
        "card",
        "F9",
    ),
    ActionInfo(
        _A.MODEL_PACKAGES,
        marked("Model &packages…"),
        _M.HELP,
        marked("Install a model from a file, remove one, or go back to its former version."),
        0,
    ),
    ActionInfo(
        _A.INSTALL,
        marked("&Install on this station…"),
        _M.HELP,
        marked("Put Leukdesk into the applications menu, and unpack it once so that it starts fast."),
        1,
    ),
    ActionInfo(
        _A.UNINSTALL,
        marked("&Remove from this station…"),
        _M.HELP,
        marked("Take the menu entry and the unpacked copy away; everything that was stored stays."),
        1,
    ),
    ActionInfo(
        _A.ABOUT, marked("&About Leukdesk…"), _M.HELP, marked("Version, licence and where the data lie."), 2, "about"
    ),
)
