"""The model packages of a station: those that may be run, and those that are refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leukdesk.errors import LeukdeskError
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

    Attributes
    ----------
    packages : tuple of ModelPackage
        Those that may be run, folder by folder, so that no model of a station comes before the program's own. In a
        folder the default model, those for whole fields, those for single cells, each by title: models for the same
        question stand together.
    refused : tuple of RefusedPackage
    """

    packages: tuple[ModelPackage, ...]
    refused: tuple[RefusedPackage, ...]

    def __init__(self, folders: Sequence[Path]) -> None:
        packages: dict[str, ModelPackage] = {}
        refused: list[RefusedPackage] = []
        for root in folders:
            for folder in _package_folders(root):
                name = folder.name
                try:
                    package = read_package(folder)
                    name = package.id
                    if name in packages:
                        raise _taken(name, packages[name])
                    package.check_file()
                except LeukdeskError as problem:
                    refused.append(RefusedPackage(folder, name, str(problem)))
                else:
                    packages[name] = package
        self.packages = tuple(sorted(packages.values(), key=lambda package: _place(package, folders)))
        self.refused = tuple(refused)

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
        catalog.packages, catalog.refused = tuple(fit), tuple(refused)
        return catalog


def _taken(name: str, by: ModelPackage) -> LeukdeskError:
    words = tr("Its id {id} is already that of the package {folder}.")
    return LeukdeskError(words.format(id=repr(name), folder=by.folder))


def _place(package: ModelPackage, folders: Sequence[Path]) -> tuple[int, bool, bool, str, str]:
    card = package.card
    folder = folders.index(package.folder.parent)
    return folder, card.id != DEFAULT_ID, card.scope == "cell", card.title.casefold(), card.id


def _package_folders(root: Path) -> list[Path]:
    """Return the folders below ``root`` that hold a card or a graph, sorted by name."""
    try:
        entries = sorted(entry for entry in root.iterdir() if not entry.name.startswith("."))
    except OSError:
        return []
    return [entry for entry in entries if (entry / CARD_NAME).exists() or (entry / MODEL_NAME).exists()]
