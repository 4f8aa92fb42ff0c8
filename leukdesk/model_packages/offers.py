"""What installing a file would be, and where the models that are there come from."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from leukdesk.inference.catalog import Catalog
from leukdesk.inference.package import CARD_NAME, ModelPackage
from leukdesk.inference.stick.errors import InstalledError, TrustedKeysError
from leukdesk.inference.stick.installed import Copy, Installed, Kept
from leukdesk.inference.stick.signing import fingerprint
from leukdesk.inference.stick.trusted import Trust, TrustedKey, read_trust
from leukdesk.inference.stick.versions import order
from leukdesk.language import tr
from leukdesk.paths import DataPaths

if TYPE_CHECKING:
    from leukdesk.inference.stick.checking import CheckedFile


class Step(StrEnum):
    """What installing a file would be."""

    NEW = "new"
    """No model of its id is there."""
    NEWER = "newer"
    OLDER = "older"
    CHANGED = "changed"
    """The version that is there, with another content."""
    SAME = "same"
    """It is there already."""


@dataclass(frozen=True)
class Offer:
    """A file that was checked, beside what it would replace.

    Attributes
    ----------
    checked : CheckedFile
    before : ModelPackage, optional
        The model of its id that is used now.
    step : Step
    signer : TrustedKey, optional
        Whose signature it has; None where it has none, or that of a key that is not trusted here.
    """

    checked: CheckedFile
    before: ModelPackage | None
    step: Step
    signer: TrustedKey | None

    @property
    def signed_by(self) -> str:
        """Whose signature it has, in words."""
        return signed_by(self.checked.manifest.public_key, self.signer)


@dataclass(frozen=True)
class Standing:
    """Where a model of the catalog comes from.

    Attributes
    ----------
    package : ModelPackage
    copy : Copy, optional
        What was installed from a file; None where it came with the program or was copied by hand.
    former : str
        The version to which it can be rolled back; empty for none.
    signer : TrustedKey, optional
    """

    package: ModelPackage
    copy: Copy | None
    former: str
    signer: TrustedKey | None

    @property
    def origin(self) -> str:
        """Where it comes from: ``program``, ``file``, or ``folder``."""
        return "program" if self.package.bundled else "file" if self.copy is not None else "folder"

    @property
    def signed_by(self) -> str:
        """Whose signature it has, in words; empty where it was not installed from a file."""
        return "" if self.copy is None else signed_by(self.copy.public_key, self.signer)


def signed_by(public_key: str, signer: TrustedKey | None) -> str:
    """Return whose signature a package has, in words."""
    if not public_key:
        return tr("not signed")
    if signer is None:
        return tr("unknown key {fingerprint}").format(fingerprint=fingerprint(public_key))
    return f"{signer.name} ({signer.fingerprint})"


def standings(paths: DataPaths, catalog: Catalog) -> list[Standing]:
    """Return where each model comes from; of files that cannot be read, as if they were not there.

    The catalog tells of the one of installed models, and whoever installs of the one of trusted keys.
    """
    installed, kept, trust = Installed(paths.installed_models), dict[str, Kept](), Trust()
    with suppress(InstalledError):
        kept = installed.read()
    with suppress(TrustedKeysError):
        trust = read_trust(paths.trusted_keys)
    found = []
    for package in catalog.packages:
        its = kept.get(package.id, Kept(None))
        copy = its.present if its.present and installed.place(its.present) == package.folder else None
        former = "" if its.former is None else its.former.version
        if not former and copy is not None and package.instead is not None:
            former = package.instead.card.version
        found.append(Standing(package, copy, former, trust.of(copy.public_key) if copy is not None else None))
    return found


def step_to(checked: CheckedFile, before: ModelPackage | None) -> Step:
    """Return what installing a file would be, beside the model of its id that is used now."""
    if before is None:
        return Step.NEW
    here, there = order(before.card.version), order(checked.manifest.version)
    if here != there:
        return Step.NEWER if there > here else Step.OLDER
    return Step.SAME if _card_hash(before) == checked.card_sha256 else Step.CHANGED


def _card_hash(package: ModelPackage) -> str:
    try:
        return hashlib.sha256((package.folder / CARD_NAME).read_bytes()).hexdigest()
    except OSError:
        return ""
