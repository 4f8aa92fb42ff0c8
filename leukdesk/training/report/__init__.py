"""What is told of a trained model: one report as plain values, its page, its pictures."""

from leukdesk.training.report.charts import write_charts
from leukdesk.training.report.contents import (
    Class,
    CrossValidation,
    Data,
    Part,
    Reliability,
    Report,
    Sweep,
    WrongAnswer,
    plain,
    roc_points,
    wrong_answers,
)
from leukdesk.training.report.overview import ClassColours, Overview, Size, overview
from leukdesk.training.report.page import Pictures, write_page

__all__ = [
    "Class",
    "ClassColours",
    "CrossValidation",
    "Data",
    "Overview",
    "Part",
    "Pictures",
    "Reliability",
    "Report",
    "Size",
    "Sweep",
    "WrongAnswer",
    "overview",
    "plain",
    "roc_points",
    "write_charts",
    "write_page",
    "wrong_answers",
]
