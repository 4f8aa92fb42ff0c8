"""Figures of a classifier on held-out pictures: plain arrays in, plain dataclasses out."""

from leukdesk.training.measuring.calibration import (
    CALIBRATION_BINS,
    NEVER_CERTAIN,
    Bin,
    calibration_error,
    fit_temperature,
    reliability,
    uncertain_below,
    with_temperature,
)
from leukdesk.training.measuring.figures import Figure, Labels, Probabilities
from leukdesk.training.measuring.measurement import Measurement, measure
from leukdesk.training.measuring.subgroups import Subgroup, by_group
from leukdesk.training.measuring.thresholds import Threshold, ThresholdRow, answers, sweep
from leukdesk.training.measuring.verdict import Verdict, judge

__all__ = [
    "CALIBRATION_BINS",
    "NEVER_CERTAIN",
    "Bin",
    "Figure",
    "Labels",
    "Measurement",
    "Probabilities",
    "Subgroup",
    "Threshold",
    "ThresholdRow",
    "Verdict",
    "answers",
    "by_group",
    "calibration_error",
    "fit_temperature",
    "judge",
    "measure",
    "reliability",
    "sweep",
    "uncertain_below",
    "with_temperature",
]
