"""Writes the list of all that goes into the executable for machines to read: a bill of materials in CycloneDX's format.

It is the same list that the notices for people are made of, so the two cannot differ.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sysconfig
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

import parts
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.tool import ToolRepository
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

VERSION = SchemaVersion.V1_6
TYPES = {
    "program": ComponentType.APPLICATION,
    "model": ComponentType.MACHINE_LEARNING_MODEL,
    "python": ComponentType.PLATFORM,
}
NO_SERIAL = UUID(int=0)


class SbomError(Exception):
    """What was written does not follow CycloneDX's own schema."""


def write_sbom(path: Path, files: Iterable[str]) -> None:
    """Write what the executable contains, as CycloneDX JSON. The same files and commit give the same bytes.

    Parameters
    ----------
    path : Path
        The file to write.
    files : iterable of str
        What the executable is made of, by the names on the machine that builds it.

    Raises
    ------
    SbomError
        The list is not valid by its schema.
    """
    bom = bill_of_materials(parts.contents_of(files))
    # A serial number belongs to one content; a random one would make each build another.
    bom.serial_number = uuid5(NAMESPACE_URL, _text(bom))
    text = _text(bom)
    if problem := JsonStrictValidator(VERSION).validate_str(text):
        raise SbomError(f"{path} would not be valid CycloneDX {VERSION.to_version()}: {problem}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")


def bill_of_materials(contents: parts.Contents) -> Bom:
    """Return CycloneDX's form of the contents, without a serial number."""
    program, *others = map(_component, contents.parts)
    program.properties.add(Property(name="leukdesk:platform", value=sysconfig.get_platform()))
    unknown = [
        Component(name=file.name, type=ComponentType.FILE, bom_ref=f"file:{file.name}") for file in contents.unknown
    ]
    tool = Component(group="CycloneDX", name="cyclonedx-python-lib", version=version("cyclonedx-python-lib"))
    about = BomMetaData(component=program, tools=ToolRepository(components=[tool]))
    # Given as nothing it would be the time of the build, and each build another; so it is set after.
    about.timestamp = _moment()
    bom = Bom(serial_number=NO_SERIAL, metadata=about, components=[*others, *unknown])
    bom.register_dependency(program, [*others, *unknown])
    return bom


def _text(bom: Bom) -> str:
    return make_outputter(bom, OutputFormat.JSON, VERSION).output_as_string(indent=2)


def _moment() -> datetime | None:
    """Return the time of the sources: what $SOURCE_DATE_EPOCH says, else that of the commit, else nothing."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        try:
            command = ["git", "-C", str(parts.ROOT), "log", "-1", "--format=%ct"]
            seconds = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            return None
    return datetime.fromtimestamp(int(seconds), UTC)


def _component(part: parts.Part) -> Component:
    reference = f"{part.kind}:{part.name}@{part.version}"
    component = Component(
        name=part.name,
        version=part.version,
        type=TYPES.get(part.kind, ComponentType.LIBRARY),
        bom_ref=reference,
        purl=_purl(part),
        licenses=[LicenseFactory().make_from_string(part.terms)] if part.terms else [],
        hashes=_hashes(part.sha256),
        components=[
            Component(
                name=library.name,
                version=library.version or None,
                type=ComponentType.FILE if library.sha256 else ComponentType.LIBRARY,
                bom_ref=f"{reference}#{library.name}",
                hashes=_hashes(library.sha256),
            )
            for library in part.libraries
        ],
    )
    if part.kind == "model":
        component.description = part.source
    elif part.source.startswith("https://"):
        component.external_references.add(ExternalReference(type=ExternalReferenceType.VCS, url=XsUri(part.source)))
    if part.kind == "python":
        component.cpe = f"cpe:2.3:a:python:python:{part.version}:*:*:*:*:*:*:*"
    return component


def _hashes(sha256: str) -> list[HashType]:
    return [HashType(alg=HashAlgorithm.SHA_256, content=sha256)] if sha256 else []


def _purl(part: parts.Part) -> PackageURL | None:
    """Return the name by which scanners for known weaknesses look a part up; a model has none."""
    if part.kind == "wheel":
        return PackageURL("pypi", None, part.name.lower().replace("_", "-"), part.version)
    if part.kind == "system":
        system = platform.freedesktop_os_release()
        place = {"distro": f"{system['ID']}-{system.get('VERSION_ID', 'unstable')}"}
        return PackageURL("deb", system["ID"], part.name, part.version, place)
    if part.kind == "python":
        return PackageURL("generic", None, "python", part.version)
    return None
