from leukdesk.counting import many, numbered


def test_one_is_one_thing_and_the_others_are_several():
    assert [many(count, "picture") for count in (0, 1, 1204)] == ["0 pictures", "1 picture", "1,204 pictures"]


def test_of_many_things_the_first_are_named():
    assert [numbered([7], "record"), numbered([2, 3], "record")] == ["record 7", "records 2, 3"]
    assert numbered(range(1, 1021), "record").endswith(", 19, 20 and 1,000 more")
