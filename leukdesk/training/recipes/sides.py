"""The smallest picture that a network can take."""

from __future__ import annotations

from leukdesk.training.recipe import SettingError, Task


def check_side(task: Task, least: int) -> None:
    """Refuse a side of which the layers would leave no feature map.

    Parameters
    ----------
    task : Task
    least : int
        Side that leaves a feature map of one place, in pixels.

    Raises
    ------
    SettingError
    """
    if task.side < least:
        raise SettingError(f"input_side is {task.side}: this network needs {least} or more")
