"""PNG pictures, read by Pillow and OpenCV."""

import struct

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from leukdesk import INTENDED_USE
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.png import Png
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.imaging.optics import Optics

IDENTIFIED = Privacy(identified=True)


def test_another_program_reads_the_picture_and_what_is_known_of_it(filled, tmp_path):
    path = tmp_path / "two.png"
    export(filled, [2], Png(), path, privacy=IDENTIFIED)
    with Image.open(path) as image:
        image.load()
        assert np.array_equal(np.asarray(image), filled.picture(filled.get(2)))
        texts = image.info
    assert texts["Record"] == "2"
    assert texts["Sample code"] == "CASE-BRAVO"
    assert texts["Model"] == "all4-mobilenet 1.2.0"
    assert texts["Resembles"] == "Pre-B ALL"
    assert (texts["State"], texts["Decided"]) == ("signed", "Early Pre-B")
    assert texts["Intended use"] == texts["Disclaimer"] == INTENDED_USE
    assert texts["dpi"][0] == pytest.approx(25400 / 0.084, rel=1e-6)
    decoded = cv2.imread(str(path))
    assert np.array_equal(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), filled.picture(filled.get(2)))


def test_every_record_has_a_file_and_no_sample_code_by_default(filled, tmp_path):
    export(filled, "", Png(), tmp_path / "pictures")
    files = sorted((tmp_path / "pictures").iterdir())
    assert len(files) == 3
    for file in files:
        content = file.read_bytes()
        assert INTENDED_USE.encode() in content
        for told in (b"CASE-ALPHA", b"CASE-BRAVO", b"S-0003"):
            assert told not in content and told.decode() not in file.name


@pytest.mark.parametrize("optics", [None, Optics("virtual"), Optics("virtual", "", 1e-9), Optics("virtual", "", 1e9)])
def test_a_scale_that_is_unknown_or_no_microscopes_is_not_written(history, result, tmp_path, optics):
    history.append(*result(1, optics=optics))
    export(history, "", Png(), tmp_path / "one.png")
    with Image.open(tmp_path / "one.png") as image:
        assert "dpi" not in image.info
        assert "Micrometres per pixel" not in image.info


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_text_is_read_back_as_text(history, result, tmp_path, text):
    logged = history.append(*result(1, sample=text, label_name=text))
    path = tmp_path / f"{logged.id}.png"
    export(history, [logged.id], Png(), path, privacy=IDENTIFIED)
    with Image.open(path) as image:
        image.load()
        told = image.info.get("Sample code", "")
    plain = {"\n"} | {chr(code) for code in range(0x20, 0x7F)}
    if set(text) <= plain:
        assert told == text
    assert len(told) == len(text.replace("\r\n", "\n"))
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in told)


def test_its_chunks_are_in_the_order_that_the_standard_asks(filled, tmp_path):
    export(filled, [1], Png(), tmp_path / "one.png")
    content = (tmp_path / "one.png").read_bytes()
    kinds, at = [], 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kinds.append(content[at + 4 : at + 8])
        at += 12 + length
    assert kinds[0] == b"IHDR" and kinds[-1] == b"IEND"
    assert kinds.index(b"pHYs") < kinds.index(b"IDAT")
