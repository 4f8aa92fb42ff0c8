"""Remarks on a picture in a word or two, for which there is room beside those that are written out."""

from __future__ import annotations

from leukdesk.language import marked, tr

_WORDS = {
    "16-bit": marked("16 bit"),
    "clipping": marked("clipping"),
    "colour": marked("colour"),
    "crowded-field": marked("crowded field"),
    "cut-out-cell": marked("cut out cell"),
    "evenness": marked("evenness"),
    "first-page": marked("first page"),
    "focus": marked("focus"),
    "fourth-channel": marked("fourth channel"),
    "light": marked("light"),
    "motion": marked("motion"),
    "motion-blur": marked("motion blur"),
    "no-cells": marked("no cells"),
    "not-a-smear": marked("not a smear"),
    "not-cut-out": marked("not cut out"),
    "orientation": marked("orientation"),
    "other-magnification": marked("other magnification"),
    "out-of-focus": marked("out of focus"),
    "size-unknown": marked("size unknown"),
    "softer-than-usual": marked("softer than usual"),
    "too-bright": marked("too bright"),
    "too-coarse": marked("too coarse"),
    "too-dark": marked("too dark"),
    "too-small": marked("too small"),
    "transparency": marked("transparency"),
}


def in_a_word(code: str) -> str:
    """Return what a remark's code means; of one that is not known, the code in plain words."""
    return tr(_WORDS[code]) if code in _WORDS else code.replace("-", " ")
