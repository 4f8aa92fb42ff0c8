"""DICOM VL Microscopic Image (PS3.3 A.32.2): the picture as archives and viewers of hospitals read it.

It holds what was logged with the picture and never changes; decisions, which may come later, are in the FHIR bundle.
UIDs are made from UUIDs under 2.25 (PS3.5 B.2), which needs no registration, and are the same at every export.
"""

from __future__ import annotations

import hashlib
from datetime import UTC
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from leukdesk import INTENDED_USE
from leukdesk.history.exporting.errors import RecordTooLargeError
from leukdesk.history.exporting.facts import clean, facts, micrometres_per_pixel, stable_uuid
from leukdesk.history.exporting.format import Format, Item, Items
from leukdesk.history.exporting.interop import why_not
from leukdesk.history.records import Record
from leukdesk.language import Said, marked, tr

if TYPE_CHECKING:
    from pydicom import Dataset

_VL_MICROSCOPIC = "1.2.840.10008.5.1.4.1.1.77.1.2"
_EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
_LOSSLESS = (".png", ".bmp")
_LONGEST = 64
"""Of a short text (LO): characters by the standard, bytes by programs that take it at its word less exactly."""

_MOST_PIXELS = 65535
"""Of a side: DICOM counts them in 16 bits."""
_SLIDE = ("433466003", "SCT", "Microscope slide")
"""Value, scheme and meaning of the container (PS3.16, CID 8101)."""


class DicomTooLargeError(RecordTooLargeError):
    """DICOM cannot hold the picture."""

    code = "dicom-too-large"

    def __init__(self, record_id: int, width: int, height: int) -> None:
        text = marked(
            "The picture of record {record} has {width} × {height} pixels, and DICOM counts no more than {most} a "
            "side. Export it as PNG or OME-TIFF."
        )
        super().__init__(Said(text, record=record_id, width=width, height=height, most=_MOST_PIXELS))


class Dicom(Format):
    """One picture a file, lossless; needs pydicom."""

    id = "dicom"
    title = marked("DICOM VL Microscopic Image, for picture archives")
    suffix = ".dcm"
    one_file: ClassVar[bool] = False

    def unavailable(self) -> str:
        """Say how to get pydicom where it is missing."""
        return why_not("DICOM", "pydicom", tr("PNG and OME-TIFF hold the same picture."))

    def write(self, items: Items, path: Path) -> None:
        """Write the picture of the one item."""
        from pydicom import config, dcmwrite

        (item,) = items()
        dataset = _dataset(item, item.picture())
        before = config.settings.writing_validation_mode
        config.settings.writing_validation_mode = config.RAISE
        try:
            dcmwrite(path, dataset, enforce_file_format=True)
        finally:
            config.settings.writing_validation_mode = before


def _dataset(item: Item, pixels: NDArray[np.uint8]) -> Dataset:
    """Return the whole file; the module's names of PS3.3 stand above their attributes."""
    from pydicom import FileMetaDataset
    from pydicom.dataset import Dataset
    from pydicom.uid import UID

    record = item.record
    dataset = Dataset()
    meta = dataset.file_meta = FileMetaDataset()
    meta.TransferSyntaxUID = UID(_EXPLICIT_LITTLE)
    # SOP Common
    dataset.SpecificCharacterSet = "ISO_IR 192"  # UTF-8
    dataset.SOPClassUID = meta.MediaStorageSOPClassUID = _VL_MICROSCOPIC
    dataset.SOPInstanceUID = meta.MediaStorageSOPInstanceUID = _uid(record, "instance")
    dataset.TimezoneOffsetFromUTC = "+0000"
    dataset.ContentQualification = "RESEARCH"
    _add_patient(dataset, item)
    _add_study(dataset, record)
    _add_specimen(dataset, record)
    _add_image(dataset, record)
    _add_pixels(dataset, record, pixels)
    return dataset


def _add_patient(dataset: Dataset, item: Item) -> None:
    dataset.PatientName = ""
    dataset.PatientID = _short(item.record.sample)
    dataset.PatientBirthDate = ""
    dataset.PatientSex = ""
    dataset.PatientIdentityRemoved = "NO" if item.identified else "YES"
    if not item.identified:
        dataset.DeidentificationMethod = "Sample code replaced by a pseudonym or left out"


def _add_study(dataset: Dataset, record: Record) -> None:
    """Add study, series and equipment: one study a record, since two stations may have one code for two samples."""
    time = record.time.astimezone(UTC)
    dataset.StudyInstanceUID = _uid(record, "study")
    dataset.StudyDate = dataset.ContentDate = time.strftime("%Y%m%d")
    dataset.StudyTime = dataset.ContentTime = time.strftime("%H%M%S.%f")
    dataset.ReferringPhysicianName = ""
    dataset.StudyID = str(record.id)[-16:]
    code = _short(record.sample)
    dataset.AccessionNumber = code if len(code.encode()) <= 16 else ""
    dataset.StudyDescription = _short(INTENDED_USE)
    dataset.Modality = "GM"  # general microscopy
    dataset.SeriesInstanceUID = _uid(record, "series")
    dataset.SeriesNumber = 1
    if record.operator:
        dataset.OperatorsName = _short(record.operator.translate(str.maketrans("^=", "  ")))
    dataset.Manufacturer = "Leukdesk"
    dataset.ManufacturerModelName = "Leukdesk"
    dataset.SoftwareVersions = _short(record.program_version)


def _add_specimen(dataset: Dataset, record: Record) -> None:
    name = _short(record.sample) or f"record-{record.id}"
    dataset.ContainerIdentifier = name
    dataset.IssuerOfTheContainerIdentifierSequence = []
    dataset.ContainerTypeCodeSequence = [_code(*_SLIDE)]
    dataset.SpecimenDescriptionSequence = [
        _made(
            SpecimenIdentifier=name,
            IssuerOfTheSpecimenIdentifierSequence=[],
            SpecimenUID=_uid(record, "specimen"),
            SpecimenPreparationSequence=[],
        )
    ]


def _add_image(dataset: Dataset, record: Record) -> None:
    optics, region = record.optics, record.region
    changed = region is not None or (optics is not None and (optics.flat_field or optics.white_balance))
    dataset.ImageType = ["DERIVED" if changed else "ORIGINAL", "PRIMARY"]
    dataset.InstanceNumber = record.id
    dataset.PatientOrientation = ""
    dataset.ImageComments = clean("\n".join(f"{name}: {value}" for name, value in facts(record).items()))
    dataset.AcquisitionContextSequence = []
    # Whether a file that was opened had been compressed with losses before, or has writing in it, is not known.
    dataset.LossyImageCompression = "00" if PurePath(record.source).suffix.lower() in _LOSSLESS else ""
    if optics is not None:
        dataset.AcquisitionDateTime = record.time.astimezone(UTC).strftime("%Y%m%d%H%M%S.%f+0000")
        dataset.BurnedInAnnotation = "NO"
        dataset.LossyImageCompression = "00"
    if changed:
        dataset.DerivationDescription = "; ".join(
            words
            for words, done in (
                ("region of a larger picture", region is not None),
                ("corrected for uneven light", optics is not None and optics.flat_field),
                ("white balance corrected", optics is not None and optics.white_balance),
            )
            if done
        )


def _add_pixels(dataset: Dataset, record: Record, pixels: NDArray[np.uint8]) -> None:
    height, width, channels = pixels.shape
    if max(height, width) > _MOST_PIXELS:
        raise DicomTooLargeError(record.id, width, height)
    dataset.SamplesPerPixel = channels
    dataset.PhotometricInterpretation = "RGB"
    dataset.PlanarConfiguration = 0
    dataset.Rows, dataset.Columns = height, width
    dataset.BitsAllocated = dataset.BitsStored = 8
    dataset.HighBit = 7
    dataset.PixelRepresentation = 0
    if (scale := micrometres_per_pixel(record)) is not None:
        dataset.PixelSpacing = [f"{scale / 1000:.8g}"] * 2  # millimetres
    content = pixels.tobytes()
    dataset.PixelData = content + bytes(len(content) % 2)
    dataset["PixelData"].VR = "OB"


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    return _made(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


def _made(**attributes: Any) -> Dataset:
    from pydicom.dataset import Dataset

    made = Dataset()
    for name, value in attributes.items():
        setattr(made, name, value)
    return made


def _uid(record: Record, what: str) -> str:
    return f"2.25.{stable_uuid(record, f'dicom {what}').int}"


def _short(text: str) -> str:
    """Return a text as DICOM's short ones are; a longer one keeps its beginning, and a hash instead of the rest."""
    plain = " ".join(clean(text).replace("\\", "/").split())
    if len(plain.encode()) <= _LONGEST:
        return plain
    kept = plain.encode()[: _LONGEST - 13].decode(errors="ignore").rstrip()
    return f"{kept}-{hashlib.sha256(plain.encode()).hexdigest()[:12]}"
