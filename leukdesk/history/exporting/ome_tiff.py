"""OME-TIFF: the picture with its pixel size and light path, as microscopy programs (Fiji, QuPath, OMERO) read them.

Written after the schema of June 2016: https://docs.openmicroscopy.org/ome-model/.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree as Xml

import numpy as np
from numpy.typing import NDArray

from leukdesk import INTENDED_USE, __version__
from leukdesk.history.exporting.facts import NAMESPACE, clean, facts, micrometres_per_pixel, stable_uuid, standing
from leukdesk.history.exporting.format import Format, Items
from leukdesk.history.plain import time_text
from leukdesk.history.records import Record
from leukdesk.language import marked

_OME = "http://www.openmicroscopy.org/Schemas/OME/2016-06"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_MAGNIFICATION = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s*[x×]", re.IGNORECASE)
_MICROMETRE = "\N{MICRO SIGN}m"


class OmeTiff(Format):
    """One picture a file, lossless, with the scale where it is known."""

    id = "ome-tiff"
    title = marked("OME-TIFF pictures with pixel size and objective, for Fiji, QuPath, OMERO")
    suffix = ".ome.tiff"
    one_file: ClassVar[bool] = False

    def write(self, items: Items, path: Path) -> None:
        """Write the picture of the one item."""
        import tifffile

        (item,) = items()
        pixels = item.picture()
        scale = micrometres_per_pixel(item.record)
        per_centimetre = (1e4 / scale, 1e4 / scale) if scale is not None else None
        tifffile.imwrite(
            path,
            pixels,
            photometric="rgb",
            compression="zlib",
            predictor=True,
            resolution=per_centimetre,
            resolutionunit="CENTIMETER" if per_centimetre else "NONE",
            software=f"Leukdesk {__version__}",
            description=ome_xml(item.record, pixels),
            metadata=None,  # the description is ours
        )


def ome_xml(record: Record, pixels: NDArray[np.uint8]) -> bytes:
    """Return the description of a record's picture.

    Parameters
    ----------
    record : Record
    pixels : array, uint8, shape (H, W, 3), RGB

    Returns
    -------
    bytes
        ASCII, as TIFF has it; other characters are XML's references.
    """
    # A file's picture was taken at a time that nobody knows here.
    taken = time_text(record.time) if record.optics is not None else ""
    root = Xml.Element("OME", {
        "xmlns": _OME,
        "xmlns:xsi": _XSI,
        "xsi:schemaLocation": f"{_OME} {_OME}/ome.xsd",
        "UUID": stable_uuid(record, "ome-tiff").urn,
        "Creator": f"Leukdesk {__version__}",
    })  # fmt: skip
    _add_instrument(root, record)
    image = _add(root, "Image", ID="Image:0", Name=clean(f"Record {record.id} {record.sample}".strip()))
    if taken:
        _add(image, "AcquisitionDate", taken)
    _add(image, "Description", INTENDED_USE)
    if record.optics is not None:
        _add(image, "InstrumentRef", ID="Instrument:0")
        if record.optics.objective:
            _add(image, "ObjectiveSettings", ID="Objective:0:0")
    _add_pixels(image, record, pixels)
    _add(image, "AnnotationRef", ID="Annotation:0")
    _add_annotation(root, record)
    text: bytes = Xml.tostring(root, encoding="us-ascii", xml_declaration=True)
    return text


def _add_instrument(root: Xml.Element, record: Record) -> None:
    optics = record.optics
    if optics is None:
        return
    instrument = _add(root, "Instrument", ID="Instrument:0")
    _add(instrument, "Detector", ID="Detector:0:0", Model=clean(optics.camera))
    if optics.objective:
        known = {"Model": clean(optics.objective)}
        if found := _MAGNIFICATION.search(optics.objective):
            known["NominalMagnification"] = found[1].replace(",", ".")
        if "oil" in optics.objective.casefold():
            known["Immersion"] = "Oil"
        _add(instrument, "Objective", ID="Objective:0:0", **known)


def _add_pixels(image: Xml.Element, record: Record, pixels: NDArray[np.uint8]) -> None:
    height, width, channels = pixels.shape
    scale = micrometres_per_pixel(record)
    physical = {}
    if scale is not None:
        physical = {f"PhysicalSize{axis}": f"{scale:.9g}" for axis in "XY"}
        physical |= {f"PhysicalSize{axis}Unit": _MICROMETRE for axis in "XY"}
    element = _add(
        image, "Pixels", ID="Pixels:0:0", DimensionOrder="XYCZT", Type="uint8", SizeX=str(width), SizeY=str(height),
        SizeC=str(channels), SizeZ="1", SizeT="1", Interleaved="true", SignificantBits="8", **physical,
    )  # fmt: skip
    channel = _add(element, "Channel", ID="Channel:0:0", Name="RGB (red, green, blue)", SamplesPerPixel=str(channels))
    if record.optics is not None:
        _add(channel, "DetectorSettings", ID="Detector:0:0")
    _add(element, "TiffData", IFD="0", PlaneCount="1")


def _add_annotation(root: Xml.Element, record: Record) -> None:
    annotations = _add(root, "StructuredAnnotations")
    annotation = _add(annotations, "MapAnnotation", ID="Annotation:0", Namespace=NAMESPACE)
    values = _add(annotation, "Value")
    for name, value in (facts(record) | standing(record)).items():
        _add(values, "M", value, K=name)


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, name, attributes)
    child.text = text or None
    return child
