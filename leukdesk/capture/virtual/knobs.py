"""What can be set on the virtual microscope, by lasting ids."""

from __future__ import annotations

from leukdesk.capture.controls import Control
from leukdesk.capture.virtual.layout import SIDE
from leukdesk.capture.virtual.objectives import OBJECTIVES
from leukdesk.capture.virtual.optics import BALANCED
from leukdesk.capture.virtual.style import STYLES, Style
from leukdesk.language import marked, tr

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

BY_ITSELF, BY_HAND = marked("By itself"), marked("By hand")
STRONGEST_OBJECTIVE = list(OBJECTIVES)[-1]
SENSOR_NOISE = 2.2


def knobs(style: Style, objective: str, drive: str) -> tuple[Control, ...]:
    """Return the controls as they stand on a microscope that was just switched on."""
    stage, optics, slide, camera, faults = tr("Stage"), tr("Optics"), tr("Slide"), tr("Camera"), tr("Faults")
    stains = tuple(each.stain for each in STYLES.values())
    return (
        Control(
            DRIVE,
            tr("Stage moves"),
            drive,
            choices=(BY_ITSELF, BY_HAND),
            group=stage,
            tip=tr("By itself it goes from white cell to white cell; setting a place takes it over by hand."),
        ),
        Control(
            STAGE_X,
            tr("Across"),
            SIDE / 2,
            0,
            SIDE,
            10,
            "µm",
            group=stage,
            tip=tr("Where the middle of the field is, from the left; the stage glides there."),
        ),
        Control(
            STAGE_Y,
            tr("Down"),
            SIDE / 2,
            0,
            SIDE,
            10,
            "µm",
            group=stage,
            tip=tr("Where the middle of the field is, from the top; the stage glides there."),
        ),
        Control(
            BLANK,
            tr("Empty place"),
            False,
            group=stage,
            tip=tr("Shows a place without cells in the same light, for the blank field of a calibration."),
        ),
        Control(
            MICROMETER,
            tr("Stage micrometer"),
            False,
            group=stage,
            tip=tr("Puts a ruler with a line every 10 µm on the stage, to measure the scale of a calibration by."),
        ),
        Control(
            OBJECTIVE,
            tr("Objective"),
            objective,
            choices=tuple(OBJECTIVES),
            group=optics,
            tip=tr("Turns another objective in; the scale and the depth of focus change with it."),
        ),
        Control(
            FOCUS,
            tr("Fine focus"),
            0.0,
            -20,
            20,
            0.1,
            "µm",
            group=optics,
            tip=tr("Height of the stage; while the stage moves by itself, 0 is always in focus."),
        ),
        Control(
            LAMP,
            tr("Lamp"),
            100.0,
            5,
            200,
            1,
            "%",
            group=optics,
            tip=tr("Brightness of the light; 100 % is the usual."),
        ),
        Control(
            WARMTH,
            tr("Colour of the light"),
            BALANCED,
            2500,
            9000,
            50,
            "K",
            group=optics,
            tip=tr("The camera's white balance stays set for {kelvin:g} K: lower is yellower, higher bluer.").format(
                kelvin=BALANCED
            ),
        ),
        Control(
            UNEVENNESS,
            tr("Uneven light"),
            100 * style.vignette,
            0,
            60,
            1,
            "%",
            group=optics,
            tip=tr("How much darker the corners and one side are, and how strongly dust shows."),
        ),
        Control(
            STAIN, tr("Stain"), style.stain, choices=stains, group=slide, tip=tr("The batch of stain that was used.")
        ),
        Control(
            NOISE,
            tr("Noise"),
            SENSOR_NOISE,
            0,
            20,
            0.1,
            tr("grey levels"),
            group=camera,
            tip=tr("Of the sensor; with 0 a field at rest repeats one picture, which counts as a fault of the camera."),
        ),
        Control(DROPPED, tr("Lost frames"), 0.0, 0, 95, 1, "%", group=faults, tip=tr("So many frames never arrive.")),
        Control(
            FROZEN, tr("Frozen"), False, group=faults, tip=tr("The camera sends the same picture again and again.")
        ),
        Control(
            PLUGGED,
            tr("Plugged in"),
            True,
            group=faults,
            tip=tr("Switched off, the camera is gone until it is plugged in."),
        ),
    )
