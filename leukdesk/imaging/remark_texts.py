"""What is remarked on pictures. English is stored; :func:`leukdesk.imaging.remark.shown` translates what is shown."""

from __future__ import annotations

from leukdesk.language import marked

TOO_SMALL = marked(
    "Only {width} × {height} pixels, and the model expects at least {least}. Use a larger picture of the field."
)
NOT_A_SMEAR = marked("This does not look like a stained blood smear: {reason}. Is it the right picture?")
NO_SMEAR = marked(
    "This does not look like a stained blood smear, so no cells were looked for in it. Check the picture."
)
OUT_OF_FOCUS = marked("The picture is out of focus. Focus on the cells' edges and take it again.")
SOFTER = marked(
    "The picture is softer than this station's usual: {share:.0%} of its best. Turn the fine focus and take it again."
)
MOVED = marked("The field moved while the picture was taken. Let the stage come to rest first.")
TOO_DARK = marked("The picture is too dark. Raise the lamp or the exposure time.")
TOO_BRIGHT = marked("{share:.0%} of the picture is pure white. Lower the lamp or the exposure time.")
NOT_CUT_OUT = marked(
    "The model knows nothing but single cells cut out on black, and this is none: choose another model."
)
CUT_OUT = marked("This looks like a single cell cut out on black: only a model made for such cells can judge it.")

NO_CELLS = marked("No white cell was found in this field. Move to another place of the smear.")
CROWDED = marked(
    "Cells lie so close in this field that some may be missed or taken for one. Choose a thinner part of the smear, or "
    "check the outlines."
)
SIZE_UNKNOWN = marked(
    "How large the cells are cannot be told: there is no calibration, and too few red cells are seen. Calibrate the "
    "objective, or check that no platelet or debris was taken for a cell."
)
OTHER_BY_CALIBRATION = marked(
    "By the calibration the red cells of this field would be {measured:.1f} µm wide; they are about {usual:g} µm. "
    "Sizes were judged by the calibration. Choose the objective that is in use, or calibrate it."
)
OTHER_BY_RED_CELLS = marked(
    "By the calibration the red cells of this field would be {measured:.1f} µm wide; they are about {usual:g} µm. "
    "Sizes were judged by the red cells. Choose the objective that is in use, or calibrate it."
)
TOO_COARSE = marked(
    "The magnification is too weak for this model: it looks at {wanted:g} µm around a cell, here {side:.0f} pixels, "
    "and needs {needed:.0f}. Use a stronger objective."
)

FIRST_PAGE = marked("Only the first of {pages} pages is used.")
DEEP = marked("The 16-bit file was taken as {bits}-bit values (largest: {largest}) and brought to 8 bits.")
SHALLOW = marked(
    "The 16-bit file was taken as 8-bit values (largest: {largest}) and brought to 8 bits. If its camera has more "
    "bits, it was under-exposed and is shown too bright."
)
FOURTH_CHANNEL = marked("Its fourth channel is left out.")
TRANSPARENT = marked("Transparent parts are shown on white.")
TURNED = marked("Turned upright as the camera recorded it.")

HOLDS_NO_CELLS = marked("no cells can be seen")
NO_LIGHT_GROUND = marked("there is no light background between the cells")
COLOURLESS = marked("it has no stain colours")
OTHER_COLOURS = marked("its colours are not those of a stain")
GRAIN = marked("it holds fine grain and no cells")
DRAWN = marked("it is a drawing or a screen, not a photograph")
REASONS = (HOLDS_NO_CELLS, NO_LIGHT_GROUND, COLOURLESS, OTHER_COLOURS, GRAIN, DRAWN)
"""Why a picture is no smear, as part of a sentence."""

ALL = (
    *(TOO_SMALL, NOT_A_SMEAR, NO_SMEAR, OUT_OF_FOCUS, SOFTER, MOVED, TOO_DARK, TOO_BRIGHT, NOT_CUT_OUT, CUT_OUT),
    *(NO_CELLS, CROWDED, SIZE_UNKNOWN, OTHER_BY_CALIBRATION, OTHER_BY_RED_CELLS, TOO_COARSE),
    *(FIRST_PAGE, SHALLOW, DEEP, FOURTH_CHANNEL, TRANSPARENT, TURNED),
)
