from leukdesk.counting import many


def test_one_is_one_thing_and_the_others_are_several():
    assert [many(count, "picture") for count in (0, 1, 1204)] == ["0 pictures", "1 picture", "1,204 pictures"]
