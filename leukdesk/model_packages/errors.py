"""Why a package that is in order is not installed, or a model is not changed."""

from __future__ import annotations

from leukdesk.inference.stick.errors import StickError
from leukdesk.language import tr


class NotTrustedError(StickError):
    """Nobody whom the station trusts has signed a package, and nobody has agreed to that."""

    code = "model-file-not-trusted"


class StepBackError(StickError):
    """A package is older than the model that is there, or differs from it under one version."""

    code = "model-file-step-back"


class NotThereError(StickError):
    """No such model was installed from a file."""

    code = "model-not-installed"


class NoLogError(StickError):
    """Nothing can be noted, and so nothing is changed."""

    code = "model-no-log"

    def __init__(self) -> None:
        super().__init__(
            tr(
                "Nothing was changed: models and trusted keys are changed only where that can be noted in the log, and "
                "there is no log now. See what is said of it, then try again."
            )
        )


class ChangedMeanwhileError(StickError):
    """Another program has changed the models since somebody was asked."""

    code = "models-changed"

    def __init__(self) -> None:
        super().__init__(
            tr("The models were changed by another program meanwhile. Nothing was done; look at them and try again.")
        )
