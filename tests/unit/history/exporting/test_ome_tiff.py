"""OME-TIFF pictures, read by Pillow, OpenCV and the OME model."""

import cv2
import numpy as np
import ome_types
import pytest
import tifffile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from leukdesk import INTENDED_USE
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.ome_tiff import OmeTiff, ome_xml
from leukdesk.history.exporting.privacy import Privacy


def exported(history, number, path):
    export(history, [number], OmeTiff(), path, privacy=Privacy(identified=True))
    return path


def test_other_programs_read_the_same_pixels(filled, tmp_path):
    path = exported(filled, 2, tmp_path / "two.ome.tiff")
    pixels = filled.picture(filled.get(2))
    with Image.open(path) as image:
        assert np.array_equal(np.asarray(image), pixels)
        assert image.info["dpi"][0] == pytest.approx(25400 / 0.084, rel=1e-6)
    assert np.array_equal(cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB), pixels)
    with tifffile.TiffFile(path) as file:
        assert file.is_ome
        assert file.series[0].axes == "YXS"


def test_the_ome_model_finds_scale_light_path_and_record(filled, tmp_path):
    path = exported(filled, 2, tmp_path / "two.ome.tiff")
    with tifffile.TiffFile(path) as file:
        assert file.ome_metadata is not None
        ome_types.validate_xml(file.ome_metadata)
    ome = ome_types.from_tiff(path)
    (image,) = ome.images
    assert (image.pixels.physical_size_x, image.pixels.physical_size_y) == (0.084, 0.084)
    assert image.pixels.physical_size_x_unit.value == "µm"
    assert (image.pixels.size_x, image.pixels.size_y, image.pixels.size_c) == (32, 24, 3)
    assert image.acquisition_date == filled.get(2).time
    assert image.description == INTENDED_USE
    assert image.pixels.channels[0].name == "RGB (red, green, blue)"
    (objective,) = ome.instruments[0].objectives
    assert (objective.model, objective.nominal_magnification, objective.immersion.value) == ("100× oil", 100, "Oil")
    (annotation,) = ome.structured_annotations
    values = dict(annotation.value)
    assert values["Record"] == "2" and values["Resembles"] == "Pre-B ALL" and values["Sample code"] == "CASE-BRAVO"
    assert values["Model"] == "all4-mobilenet 1.2.0"
    assert values["Intended use"] == INTENDED_USE


def test_of_a_file_neither_scale_nor_date_is_claimed(history, result, tmp_path):
    history.append(*result(1, optics=None))
    ome = ome_types.from_tiff(exported(history, 1, tmp_path / "one.ome.tiff"))
    (image,) = ome.images
    assert image.pixels.physical_size_x is None
    assert image.acquisition_date is None
    assert not ome.instruments


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_text_makes_a_valid_description(history, result, text):
    record = history.append(*result(1, sample=text, label_name=text))
    xml = ome_xml(record, history.picture(record)).decode("ascii")
    ome_types.validate_xml(xml)
    assert dict(ome_types.from_xml(xml).structured_annotations[0].value)["Record"] == str(record.id)
