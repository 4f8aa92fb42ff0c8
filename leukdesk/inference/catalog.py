"""The model packages of a station: those that may be run, and those that are refused and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from leukdesk.errors import LeukdeskError
from leukdesk.inference.card import ModelCard
from leukdesk.inference.package import CARD_NAME, MODEL_NAME, ModelPackage, RefusedPackage, read_package
from leukdesk.language import tr

DEFAULT_ID = "taleqani-all4-mobilenetv2"
"""The model that answers where nobody chose one."""


class UnknownModelError(LeukdeskError):
    """No package that may be run has the id asked for."""

    code = "unknown-model"


class NoModelError(LeukdeskError):
    """There is no package that may be run."""

    code = "no-model"


class Catalog:
    """What lies in the folders of model packages, as it was when the catalog was made.

    Making one reads the cards (3 ms each) and looks whether the graphs' files are there, however many and large they
    are. That a graph is the one of its card and fits it is proved by :meth:`checked` and, always, when it is loaded to
    be run.

    Parameters
    ----------
    folders : sequence of Path
        Folders of packages, the program's own first: of two packages with the same id the first one wins. A folder
        that is not there holds none.
    installed : mapping of Path to str
        Packages that were installed from files, each with the SHA-256 of its card. Such a one wins over all in
        ``folders``, the program's own as well: it was checked whole, somebody was asked, and the log tells who. A
        folder that was copied to the station by hand has had none of that, and never takes a model's place unnoticed.
    refused : sequence of RefusedPackage
        What was refused before; listed with the others.
    former : mapping of Path to str
        Former versions of installed ones, as ``installed``: they are not run, and what they answered is still read.

    Attributes
    ----------
    packages : tuple of ModelPackage
        Those that may be run, folder by folder, so that no model of a station comes before the program's own, but for
        one that takes the place of such a one. In a folder the default model, those for whole fields, those for single
        cells, each by title: models for the same question stand together.
    refused : tuple of RefusedPackage
    known : tuple of ModelCard
        The cards of former versions, of those whose place is taken, and of those that may be run.
    """

    packages: tuple[ModelPackage, ...]
    refused: tuple[RefusedPackage, ...]
    known: tuple[ModelCard, ...]

    def __init__(
        self,
        folders: Sequence[Path],
        installed: Mapping[Path, str] | None = None,
        refused: Sequence[RefusedPackage] = (),
        former: Mapping[Path, str] | None = None,
    ) -> None:
        installed = installed or {}
        packages: dict[str, ModelPackage] = {}
        all_refused = [*refused]
        for folder in (*installed, *(folder for root in folders for folder in _package_folders(root))):
            name = folder.name
            try:
                package = read_package(folder, installed.get(folder, ""))
                name = package.id
                taken = packages.get(name)
                if taken is not None and not (package.bundled and taken.folder in installed):
                    raise _taken(name, taken)
                package.check_file()
            except LeukdeskError as problem:
                all_refused.append(RefusedPackage(folder, name, str(problem)))
            else:
                packages[name] = package if taken is None else replace(taken, instead=package)
        self.packages = tuple(sorted(packages.values(), key=lambda package: _place(package, folders)))
        self.refused = tuple(all_refused)
        past = [*_readable(former or {}), *(each.instead for each in self.packages if each.instead is not None)]
        self.known = tuple(each.card for each in (*past, *self.packages))

    @property
    def cards(self) -> Mapping[str, ModelCard]:
        """All cards that are known, by the SHA-256 of their models.

        Who shows an answer of the past finds here how the classes of the very model that gave it are called.
        """
        return {card.sha256: card for card in self.known}

    @property
    def default(self) -> ModelPackage:
        """The model named by ``DEFAULT_ID``; where that cannot be run the first of the others.

        Raises
        ------
        NoModelError
        """
        if not self.packages:
            words = tr("{package} is refused: {reason}")
            refusals = " ".join(words.format(package=each.folder.name, reason=each.reason) for each in self.refused)
            nothing = tr("There is no model to classify with. {why}")
            raise NoModelError(nothing.format(why=refusals or tr("Install the program again.")))
        return self.packages[0]

    def get(self, model_id: str) -> ModelPackage:
        """Return the package with an id.

        Raises
        ------
        UnknownModelError
        """
        for package in self.packages:
            if package.id == model_id:
                return package
        for refused in self.refused:
            if refused.id == model_id:
                words = tr("The model {model} in {folder} is refused. {reason}")
                raise UnknownModelError(
                    words.format(model=repr(model_id), folder=refused.folder, reason=refused.reason)
                )
        known = ", ".join(package.id for package in self.packages) or tr("none")
        words = tr("There is no model {model}. Models of this station: {models}.")
        raise UnknownModelError(words.format(model=repr(model_id), models=known))

    def checked(self) -> Catalog:
        """Return this catalog with every graph loaded once and compared with its card; misfits are refused.

        Loads the runtime and every model, which takes 50 ms for 10 MB: not for the start of a program.
        """
        from leukdesk.inference.runtime import Classifier

        fit: list[ModelPackage] = []
        refused = list(self.refused)
        for package in self.packages:
            try:
                Classifier(package)
            except LeukdeskError as problem:
                refused.append(RefusedPackage(package.folder, package.id, str(problem)))
            else:
                fit.append(package)
        catalog = object.__new__(Catalog)
        catalog.packages, catalog.refused, catalog.known = tuple(fit), tuple(refused), self.known
        return catalog


def _taken(name: str, by: ModelPackage) -> LeukdeskError:
    words = tr("Its id {id} is already that of the package {folder}.")
    return LeukdeskError(words.format(id=repr(name), folder=by.folder))


def _place(package: ModelPackage, folders: Sequence[Path]) -> tuple[int, bool, bool, str, str]:
    card = package.card
    root = (package if package.instead is None else package.instead).folder.parent
    folder = folders.index(root) if root in folders else len(folders)
    return folder, card.id != DEFAULT_ID, card.scope == "cell", card.title.casefold(), card.id


def _readable(folders: Mapping[Path, str]) -> list[ModelPackage]:
    found = []
    for folder, sha256 in folders.items():
        with suppress(LeukdeskError):  # it is told where somebody goes back to it
            found.append(read_package(folder, sha256))
    return found


def _package_folders(root: Path) -> list[Path]:
    """Return the folders below ``root`` that hold a card or a graph, sorted by name."""
    try:
        entries = sorted(entry for entry in root.iterdir() if not entry.name.startswith("."))
    except OSError:
        return []
    return [entry for entry in entries if (entry / CARD_NAME).exists() or (entry / MODEL_NAME).exists()]
