"""DICOM files, read by pydicom, dcmtk and dicom3tools."""

import shutil
import subprocess

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leukdesk import INTENDED_USE
from leukdesk.history.exporting.dicom import Dicom, DicomTooLargeError
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.format import Item, Items
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.imaging.frame import Region

pydicom = pytest.importorskip("pydicom", reason="needs the interop extra")


@pytest.fixture(autouse=True)
def strict(monkeypatch):
    """What is not as the standard says is an error of reading."""
    monkeypatch.setattr(pydicom.config.settings, "reading_validation_mode", pydicom.config.RAISE)


def exported(history, number, path, *, identified=True):
    export(history, [number], Dicom(), path, privacy=Privacy(identified=identified))
    return path


def tool(name, *arguments):
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed here")
    return subprocess.run([name, *map(str, arguments)], capture_output=True, text=True, check=False)


def complaints(path):
    said = tool("dciodvfy", path).stderr
    assert "VLMicroscopicImage" in said
    return [line for line in said.splitlines() if line.startswith("Error")]


def test_pydicom_reads_the_same_pixels_and_what_is_known_of_them(filled, tmp_path):
    found = pydicom.dcmread(exported(filled, 1, tmp_path / "one.dcm"))
    assert np.array_equal(found.pixel_array, filled.picture(filled.get(1)))
    assert found.SOPClassUID.name == "VL Microscopic Image Storage"
    assert found.PatientID == found.ContainerIdentifier == found.AccessionNumber == "CASE-ALPHA"
    assert found.PatientIdentityRemoved == "NO"
    assert found.SpecimenDescriptionSequence[0].SpecimenIdentifier == "CASE-ALPHA"
    assert (found.ContentQualification, found.BurnedInAnnotation) == ("RESEARCH", "NO")
    assert found.LossyImageCompression == "00"
    assert found.ImageType[0] == "DERIVED"  # a region, and corrected
    assert [float(each) for each in found.PixelSpacing] == pytest.approx([0.000084] * 2)
    assert found.OperatorsName == "Ana"
    assert INTENDED_USE in found.ImageComments and "Pre-B ALL" in found.ImageComments
    assert found.StudyDescription == INTENDED_USE


def test_without_a_name_by_default(filled, tmp_path):
    path = exported(filled, 1, tmp_path / "one.dcm", identified=False)
    found = pydicom.dcmread(path)
    assert found.PatientIdentityRemoved == "YES" and found.DeidentificationMethod
    assert found.PatientID.startswith("S-") and found.PatientName == ""
    for told in (b"CASE-ALPHA", b"Ana", b"field 1"):
        assert told not in path.read_bytes()


def test_a_record_keeps_its_uids_and_no_two_share_one(filled, tmp_path):
    first = exported(filled, 1, tmp_path / "one.dcm")
    again = exported(filled, 1, tmp_path / "again.dcm")
    assert first.read_bytes() == again.read_bytes()
    hidden = exported(filled, 1, tmp_path / "hidden.dcm", identified=False)
    other = exported(filled, 2, tmp_path / "two.dcm")
    uids = [pydicom.dcmread(each).SOPInstanceUID for each in (first, hidden, other)]
    assert len(set(uids)) == 3
    assert all(uid.is_valid and uid.startswith("2.25.") and len(uid) <= 64 for uid in uids)


def test_a_later_decision_does_not_change_the_file(history, result, tmp_path):
    from leukdesk.history.review import Decision, State

    record = history.append(*result(1))
    before = exported(history, record.id, tmp_path / "before.dcm").read_bytes()
    history.decide([record.id], Decision(State.CONFIRMED), "Ben")
    assert exported(history, record.id, tmp_path / "after.dcm").read_bytes() == before


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"sample": "", "operator": ""},
        {"optics": None, "source": "/somewhere/field.jpg", "region": Region(0, 0, 32, 24)},
        {"sample": "x" * 120},
        {"sample": "Zoë\\日本 <b>^=\x01" * 9, "operator": "日本^=\\" * 30, "label_name": "a\0b\x1b"},
    ],
    ids=["usual", "nothing known", "a file's region", "long", "hostile"],
)
def test_the_standards_own_checker_finds_no_error(history, result, tmp_path, changes):
    record = history.append(*result(1, **changes))
    assert complaints(exported(history, record.id, tmp_path / "one.dcm")) == []
    assert complaints(exported(history, record.id, tmp_path / "hidden.dcm", identified=False)) == []


def test_dcmtk_reads_the_same_pixels(filled, tmp_path):
    path = exported(filled, 2, tmp_path / "two.dcm")
    dumped = tool("dcmdump", path)
    assert dumped.returncode == 0 and "VLMicroscopicImageStorage" in dumped.stdout
    done = tool("dcm2pnm", "+on", path, tmp_path / "two.png")
    assert done.returncode == 0, done.stderr
    read = cv2.cvtColor(cv2.imread(str(tmp_path / "two.png")), cv2.COLOR_BGR2RGB)
    assert np.array_equal(read, filled.picture(filled.get(2)))


def test_where_pydicom_is_missing_it_says_how_to_get_it(filled, tmp_path, start):
    code = (
        "import sys; sys.modules['pydicom'] = None\n"
        "import importlib.util; found = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name: None if name == 'pydicom' else found(name)\n"
        "from leukdesk.history.exporting.dicom import Dicom; print(Dicom().unavailable())"
    )
    said, _ = start(code).communicate()
    assert "Install it with" in said
    assert Dicom().unavailable() == ""


def test_whether_a_file_was_compressed_with_losses_is_not_claimed(history, result, tmp_path):
    record = history.append(*result(1, optics=None, source="/somewhere/field.jpg"))
    found = pydicom.dcmread(exported(history, record.id, tmp_path / "one.dcm"))
    assert not found.LossyImageCompression
    assert "BurnedInAnnotation" not in found


def test_a_picture_that_dicom_cannot_hold_is_refused_with_a_way_out(history, result, tmp_path):
    record = history.append(*result(1))
    long = np.zeros((1, 70_000, 3), np.uint8)
    items = Items(lambda: iter((Item(record, (), lambda: long),)), None)
    with pytest.raises(DicomTooLargeError, match="Export it as PNG"):
        Dicom().write(items, tmp_path / "one.dcm")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=130))
def test_any_text_is_written_as_the_standard_allows(history, result, tmp_path, text):
    record = history.append(*result(1, sample=text, operator=text, label_name=text))
    found = pydicom.dcmread(exported(history, record.id, tmp_path / f"{record.id}.dcm"))
    assert len(found.PatientID) <= 64 and "\\" not in found.PatientID
    assert np.array_equal(found.pixel_array, history.picture(record))
