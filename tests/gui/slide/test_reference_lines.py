"""A report of a slide session tells the laboratory's lines where it has some of the classes that were counted."""

from leukdesk.gui.report.report import Look
from leukdesk.gui.report.slide_report import session_report
from leukdesk.history.exporting.privacy import Privacy

from ..test_report import words_of


def test_lines_of_another_models_classes_make_no_empty_column(history, session_id, qapp, tmp_path):
    path, identified = tmp_path / "slide.pdf", Privacy(identified=True)
    lines = {"hematogone": (None, 0.05), "neutrophil": (None, None)}
    session_report(history, session_id, path, Look(), references=lines, privacy=identified)
    words = words_of(path)
    assert "Differential" in words
    assert "Reference lines" not in words
    session_report(history, session_id, path, Look(), references=lines | {"monocyte": (0.02, 0.1)}, privacy=identified)
    words = words_of(path)
    assert "2.0 % to 10.0 %" in words
    assert words.count("Reference lines") == 2
