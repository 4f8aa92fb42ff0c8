"""What can be set on the virtual microscope, by lasting ids."""

from __future__ import annotations

from leukdesk.capture.controls import Control
from leukdesk.capture.virtual.layout import SIDE
from leukdesk.capture.virtual.objectives import OBJECTIVES
from leukdesk.capture.virtual.optics import BALANCED
from leukdesk.capture.virtual.style import STYLES, Style

DRIVE = "drive"
STAGE_X, STAGE_Y = "stage-x", "stage-y"
BLANK = "blank"
MICROMETER = "micrometer"
OBJECTIVE = "objective"
FOCUS = "focus"
LAMP = "lamp"
WARMTH = "warmth"
UNEVENNESS = "unevenness"
STAIN = "stain"
NOISE = "noise"
DROPPED = "dropped"
FROZEN = "frozen"
PLUGGED = "plugged"

BY_ITSELF, BY_HAND = "By itself", "By hand"
STRONGEST_OBJECTIVE = list(OBJECTIVES)[-1]
SENSOR_NOISE = 2.2


def knobs(style: Style, objective: str, drive: str) -> tuple[Control, ...]:
    """Return the controls as they stand on a microscope that was just switched on."""
    stage, optics, slide, camera, faults = "Stage", "Optics", "Slide", "Camera", "Faults"
    stains = tuple(each.stain for each in STYLES.values())
    return (
        Control(
            DRIVE,
            "Stage moves",
            drive,
            choices=(BY_ITSELF, BY_HAND),
            group=stage,
            tip="By itself it goes from white cell to white cell; setting a place takes it over by hand.",
        ),
        Control(
            STAGE_X,
            "Across",
            SIDE / 2,
            0,
            SIDE,
            10,
            "µm",
            group=stage,
            tip="Where the middle of the field is, from the left; the stage glides there.",
        ),
        Control(
            STAGE_Y,
            "Down",
            SIDE / 2,
            0,
            SIDE,
            10,
            "µm",
            group=stage,
            tip="Where the middle of the field is, from the top; the stage glides there.",
        ),
        Control(
            BLANK,
            "Empty place",
            False,
            group=stage,
            tip="Shows a place without cells in the same light, for the blank field of a calibration.",
        ),
        Control(
            MICROMETER,
            "Stage micrometer",
            False,
            group=stage,
            tip="Puts a ruler with a line every 10 µm on the stage, to measure the scale of a calibration by.",
        ),
        Control(
            OBJECTIVE,
            "Objective",
            objective,
            choices=tuple(OBJECTIVES),
            group=optics,
            tip="Turns another objective in; the scale and the depth of focus change with it.",
        ),
        Control(
            FOCUS,
            "Fine focus",
            0.0,
            -20,
            20,
            0.1,
            "µm",
            group=optics,
            tip="Height of the stage; while the stage moves by itself, 0 is always in focus.",
        ),
        Control(LAMP, "Lamp", 100.0, 5, 200, 1, "%", group=optics, tip="Brightness of the light; 100 % is the usual."),
        Control(
            WARMTH,
            "Colour of the light",
            BALANCED,
            2500,
            9000,
            50,
            "K",
            group=optics,
            tip=f"The camera's white balance stays set for {BALANCED:g} K: lower is yellower, higher bluer.",
        ),
        Control(
            UNEVENNESS,
            "Uneven light",
            100 * style.vignette,
            0,
            60,
            1,
            "%",
            group=optics,
            tip="How much darker the corners and one side are, and how strongly dust shows.",
        ),
        Control(STAIN, "Stain", style.stain, choices=stains, group=slide, tip="The batch of stain that was used."),
        Control(
            NOISE,
            "Noise",
            SENSOR_NOISE,
            0,
            20,
            0.1,
            "grey levels",
            group=camera,
            tip="Of the sensor; with 0 a field at rest repeats one picture, which counts as a fault of the camera.",
        ),
        Control(DROPPED, "Lost frames", 0.0, 0, 95, 1, "%", group=faults, tip="So many frames never arrive."),
        Control(FROZEN, "Frozen", False, group=faults, tip="The camera sends the same picture again and again."),
        Control(
            PLUGGED, "Plugged in", True, group=faults, tip="Switched off, the camera is gone until it is plugged in."
        ),
    )
