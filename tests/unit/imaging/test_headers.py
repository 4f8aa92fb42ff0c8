from . import pictures


def test_x():
    assert pictures.scene().shape == (48, 64, 3)
