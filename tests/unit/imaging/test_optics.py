"""What is known of the light paths of several frames together."""

from leukdesk.imaging.optics import LightPaths, Optics, light_paths


def test_each_scale_objective_and_calibration_is_told_once() -> None:
    oil = Optics("cam", "100× oil", 0.066, "cal-7")
    taken = [oil, None, Optics("cam"), Optics("other", "100× oil", 0.066, "cal-8"), Optics("cam", "40×", 0.16), oil]
    assert light_paths(taken) == LightPaths((0.066, 0.16), ("100× oil", "40×"), ("cal-7", "cal-8"))
    assert light_paths([None, Optics("cam")]) == LightPaths()
