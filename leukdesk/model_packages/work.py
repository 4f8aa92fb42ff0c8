"""Installing, updating, removing and going back: what is done with model packages, by whom, and noted in the log.

Each is one transaction of the log, whose last step is the file that says which models are in use: an event that cannot
be noted changes nothing, and two programs do one after the other. Who may is decided inside it, by the list as it is at
that moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from leukdesk.errors import LeukdeskError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.people.administering import Note, administering
from leukdesk.history.people.errors import OperatorError
from leukdesk.history.people.operators import Operators
from leukdesk.history.plain import storable
from leukdesk.history.store import History
from leukdesk.inference.package import ModelPackage, read_package
from leukdesk.inference.stick.checking import Cancelled, Progress, check_file, check_graph, never, no_progress
from leukdesk.inference.stick.contents import Manifest
from leukdesk.inference.stick.installed import Copy, Installed, Kept
from leukdesk.inference.stick.signing import fingerprint
from leukdesk.inference.stick.trusted import Trust, TrustedKey, read_trust
from leukdesk.language import tr
from leukdesk.model_packages.errors import ChangedMeanwhileError, NotThereError, NotTrustedError, StepBackError
from leukdesk.model_packages.log_texts import INSTALLED, REMOVED, ROLLED_BACK, SUBJECT, UPDATED
from leukdesk.model_packages.offers import Offer, Step, signed_by, step_to
from leukdesk.paths import DataPaths
from leukdesk.station import read_catalog


class ModelPackages:
    """The models, the trusted keys and the log of one data folder. Any thread may use it.

    Parameters
    ----------
    paths : DataPaths
    history : History
        Where all that is done is noted.
    """

    def __init__(self, paths: DataPaths, history: History) -> None:
        self._paths, self._history = paths, history
        self._installed = Installed(paths.installed_models)

    def offer(self, path: Path, progress: Progress = no_progress, cancelled: Cancelled = never) -> Offer:
        """Check a file and say what installing it would be; nothing is unpacked.

        Whether a graph can be run is seen here only where a trusted key has signed it, else when it is installed: no
        file gets at the runtime before somebody has said that they know where it comes from.

        Raises
        ------
        StickError
            It is no package that may be installed here, and why.
        """
        trust = read_trust(self._paths.trusted_keys)

        def admit(manifest: Manifest) -> bool:
            return _require_signer(path, manifest, trust) is not None

        checked = check_file(path, admit, progress, cancelled)
        before = self._present(checked.manifest.id)
        return Offer(checked, before, step_to(checked, before), trust.of(checked.manifest.public_key))

    def install(
        self,
        offer: Offer,
        by: str,
        *,
        untrusted: bool = False,
        step_back: bool = False,
        progress: Progress = no_progress,
        cancelled: Cancelled = never,
    ) -> bool:
        """Install what was offered, and note it; False where the very same is there already.

        Parameters
        ----------
        by : str
            Who does it: where a list of operators is kept, an administrator.
        untrusted : bool
            Somebody was told that nobody whom the station trusts has signed it, and wants it.
        step_back : bool
            Somebody was told that it is older than the one there, or differs from it under one version.

        Raises
        ------
        StickError, OperatorError, HistoryError
            The models are as they were.
        """
        manifest = offer.checked.manifest
        self._require_wanted(offer, untrusted=untrusted, step_back=step_back)
        if offer.step is Step.SAME:
            return False
        self._require_administrator(by)
        self._installed.read()  # where that fails nothing is unpacked
        copy = self._installed.unpack(offer.checked, by, progress, cancelled)
        try:
            if offer.signer is None:
                check_graph(offer.checked.path, read_package(self._installed.place(copy), copy.card_sha256))
            with self._changing(by) as (note, kept):
                if self._present(manifest.id) != offer.before:
                    raise ChangedMeanwhileError
                signer = _require_signer(offer.checked.path, manifest, read_trust(self._paths.trusted_keys))
                self._require_wanted(replace(offer, signer=signer), untrusted=untrusted, step_back=step_back)
                texts = UPDATED if offer.step is Step.NEWER else INSTALLED
                why = _from_file(texts, copy.file, manifest.public_key, signer)
                new = {
                    "version": copy.version, "sha256": offer.checked.card.sha256, "file": copy.file,
                    "public_key": manifest.public_key,
                }  # fmt: skip
                _note(note, by, manifest.id, _versions(offer.before), new, why)
                self._installed.put(manifest.id, copy)
        except BaseException:
            if not self._is_named(copy):
                self._installed.discard(copy)
            raise
        self._discard_unnamed(kept.get(manifest.id))
        return True

    def remove(self, model_id: str, by: str, seen: ModelPackage | None = None) -> ModelPackage | None:
        """Remove what was installed of a model, with its former version; return what is used instead.

        Parameters
        ----------
        seen : ModelPackage, optional
            What was in use when somebody was asked.

        Raises
        ------
        NotThereError, ChangedMeanwhileError, StickError, OperatorError, HistoryError
            The models are as they were.
        """
        with self._changing(by) as (note, kept):
            self._require_kept(model_id, kept)
            before = self._require_seen(model_id, seen)
            _note(note, by, model_id, _versions(before), {}, REMOVED)
            self._installed.remove(model_id)
        self._discard_unnamed(kept[model_id])
        return self._present(model_id)

    def roll_back(self, model_id: str, by: str, seen: ModelPackage | None = None) -> ModelPackage:
        """Go back to the former version of a model, or forward again; return what is used now.

        Parameters
        ----------
        seen : ModelPackage, optional
            What was in use when somebody was asked.

        Raises
        ------
        NotThereError, ChangedMeanwhileError, StickError, OperatorError, HistoryError
            The models are as they were.
        """
        with self._changing(by) as (note, kept):
            its, before = self._require_kept(model_id, kept), self._require_seen(model_id, seen)
            programs_own = before.instead if before is not None else None
            if its.former is None and programs_own is None:
                raise NotThereError(
                    tr("There is no former version of the model {id!r} to go back to. Nothing was changed.").format(
                        id=model_id
                    )
                )
            if its.former is not None:
                after = read_package(self._installed.place(its.former), its.former.card_sha256)
                after.check_file()
            else:
                assert programs_own is not None
                after = programs_own
            why = ROLLED_BACK.format(version=after.card.version)
            _note(note, by, model_id, _versions(before), _versions(after), why)
            self._installed.roll_back(model_id)
        return read_catalog(self._paths).get(model_id)

    # How

    @contextmanager
    def _changing(self, by: str) -> Iterator[tuple[Note, dict[str, Kept]]]:
        """Change the models in a transaction of the log; where that fails in the end, they are as they were."""
        finished, kept = False, dict[str, Kept]()
        try:
            with administering(self._history, by) as note:
                kept = self._installed.read()
                yield note, kept
                finished = True
        except BaseException:
            if finished:
                with suppress(LeukdeskError):  # what went wrong first is told
                    self._installed.write(kept)
            raise

    def _require_seen(self, model_id: str, seen: ModelPackage | None) -> ModelPackage | None:
        """Return what is in use; it must be what was seen, by its folder, whose name is never used again."""
        present = self._present(model_id)
        if seen is not None and (present is None or present.folder != seen.folder):
            raise ChangedMeanwhileError
        return present

    def _present(self, model_id: str) -> ModelPackage | None:
        return next((each for each in read_catalog(self._paths).packages if each.id == model_id), None)

    def _require_administrator(self, by: str) -> None:
        """See now what is seen again in the transaction: nobody waits for an unpacking that is in vain."""
        if why := Operators(self._history).laboratory().why_not_administrator(by):
            raise OperatorError.because(why)

    def _require_wanted(self, offer: Offer, *, untrusted: bool, step_back: bool) -> None:
        path, manifest = offer.checked.path, offer.checked.manifest
        if offer.signer is None and not untrusted:
            raise NotTrustedError(
                tr(
                    "Nobody whom this station trusts has signed the model package {file} ({signed}). Nothing was "
                    "installed. Install it only if you know for certain where it comes from, and say so: with "
                    "--unsigned on the command line."
                ).format(file=path, signed=offer.signed_by)
            )
        if offer.step in (Step.OLDER, Step.CHANGED) and not step_back:
            assert offer.before is not None
            text = (
                tr("The model package {file} has version {version} of {id}, and the newer {present} is there.")
                if offer.step is Step.OLDER
                else tr(
                    "The model package {file} has version {version} of {id} with another content than the one there."
                )
            )
            raise StepBackError(
                text.format(file=path, version=manifest.version, id=manifest.id, present=offer.before.card.version)
                + " "
                + tr("Nothing was installed. Say so where it is meant: with --anyway on the command line.")
            )

    def _require_kept(self, model_id: str, kept: dict[str, Kept]) -> Kept:
        if model_id in kept:
            return kept[model_id]
        present = self._present(model_id)
        if present is None:
            text = tr("There is no model {id!r} here. Nothing was changed; see the list of models.")
        elif present.bundled:
            text = tr("The model {id!r} came with the program, and goes with it alone. Nothing was changed.")
        else:
            text = tr(
                "The model {id!r} was copied here by hand, and not installed from a file. Nothing was changed; its "
                "folder is {folder}."
            )
        raise NotThereError(text.format(id=model_id, folder="" if present is None else present.folder))

    def _is_named(self, copy: Copy) -> bool:
        try:
            return any(copy in (each.present, each.former) for each in self._installed.read().values())
        except LeukdeskError:
            return True  # not to be told: it stays until the next start

    def _discard_unnamed(self, before: Kept | None) -> None:
        """Take away what was kept of a model and is so no more."""
        for copy in () if before is None else (before.present, before.former):
            if copy is not None and not self._is_named(copy):
                self._installed.discard(copy)


def _require_signer(path: Path, manifest: Manifest, trust: Trust) -> TrustedKey | None:
    """Return whose signature it is; None for nobody's who is trusted, where the station takes such packages."""
    signer = trust.of(manifest.public_key)
    if signer is None and trust.only_signed:
        raise NotTrustedError(
            tr(
                "The model package {file} is refused: this station takes packages of trusted keys only, and it has "
                "another signature or none ({signed}). An administrator can trust its key, or change the rule."
            ).format(file=path, signed=signed_by(manifest.public_key, None))
        )
    return signer


def _note(note: Note, by: str, model_id: str, old: dict[str, Any], new: dict[str, Any], why: str) -> None:
    note(NewEvent(Kind.MODEL, by, SUBJECT.format(id=model_id), old, new, storable(why)))


def _versions(package: ModelPackage | None) -> dict[str, str]:
    return {} if package is None else {"version": package.card.version, "sha256": package.card.sha256}


def _from_file(texts: tuple[str, str, str], file: str, public_key: str, signer: TrustedKey | None) -> str:
    """Say which file it came in and who signed that, as the log keeps it, in English."""
    unsigned, unknown, signed = texts
    if not public_key:
        return unsigned.format(file=file)
    key = fingerprint(public_key)
    return unknown.format(file=file, key=key) if signer is None else signed.format(file=file, name=signer.name, key=key)
