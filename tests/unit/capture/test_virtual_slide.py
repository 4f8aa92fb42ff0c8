"""The slide of the virtual microscope: where its cells lie, and what is drawn there."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leukdesk.capture.virtual.cells.erythroid import red_cell
from leukdesk.capture.virtual.cells.kinds import KINDS, PLATELET
from leukdesk.capture.virtual.cells.pen import CHROMATIN, CYTOPLASM, GRANULES, HAEMOGLOBIN, Grain, Pen, Sprite
from leukdesk.capture.virtual.layout import LARGEST, SIDE, Ground, Layout
from leukdesk.capture.virtual.objectives import FIELD_WIDTH, OBJECTIVES
from leukdesk.capture.virtual.samples import SAMPLES, main, render_sample
from leukdesk.capture.virtual.slide import Slide
from leukdesk.capture.virtual.style import STYLES

SAMPLE_FOLDER = Path(__file__).parents[3] / "resources" / "samples"
SMEAR = STYLES["smear"]


@pytest.fixture(scope="module")
def layout() -> Layout:
    return Layout(5, SMEAR)


@pytest.fixture(scope="module")
def slide(layout: Layout) -> Slide:
    return Slide(layout, SMEAR, 4.0, 0.1)


def drawn(kind: str, seed: int, scale: float = 9.0) -> tuple[Sprite, float]:
    radius = (KINDS[kind].smallest + KINDS[kind].largest) / 2
    return KINDS[kind].draw(Pen(np.random.default_rng(seed), Grain(scale)), radius), radius


def area(mask: np.ndarray, scale: float = 9.0) -> float:
    return float(mask.sum()) / scale**2


@pytest.mark.parametrize("scale", [0.5, 2.0, 9.0])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_cell_can_be_drawn_at_every_scale_and_keeps_its_size(kind: str, scale: float) -> None:
    for seed in range(5):
        sprite, radius = drawn(kind, seed, scale)
        assert sprite.shape[0] == sprite.shape[1] < 2 * (LARGEST + 1) * scale + 3
        edge = np.concatenate([sprite[0], sprite[-1], sprite[:, 0], sprite[:, -1]])
        assert edge.mean() < 8, "nothing much is cut off"
        if scale == 9.0 and kind != "smudge cell":
            covered = area(sprite.max(2) > 10)
            assert np.sqrt(covered / np.pi) == pytest.approx(radius, rel=0.15)


def share_of_nucleus(kind: str) -> float:
    sprites = [drawn(kind, seed)[0] for seed in range(12)]
    return float(np.mean([area(each[..., CHROMATIN] > 55) / area(each.max(2) > 10) for each in sprites]))


def test_the_nucleus_takes_the_share_of_the_cell_that_its_kind_has() -> None:
    shares = {kind: share_of_nucleus(kind) for kind in KINDS}
    assert min(shares[each] for each in ("hematogone", "lymphoblast")) > 0.7 > shares["lymphocyte"] > 0.5
    assert shares["lymphocyte"] > shares["monocyte"] > shares["segmented neutrophil"]
    assert shares["promyelocyte"] > shares["myelocyte"]
    assert shares["erythroblast"] < 0.45


def test_only_eosinophils_are_full_of_orange_granules_and_only_red_ones_and_their_precursors_of_haemoglobin() -> None:
    granules = {kind: max(drawn(kind, seed)[0][..., GRANULES].mean() for seed in range(4)) for kind in KINDS}
    assert max(granules, key=granules.__getitem__) == "eosinophil"
    assert granules.pop("eosinophil") > 3 * max(granules.values())
    haemoglobin = {kind: max(drawn(kind, seed)[0][..., HAEMOGLOBIN].max() for seed in range(8)) for kind in KINDS}
    assert max(haemoglobin, key=haemoglobin.__getitem__) == "erythroblast"


def test_chromatin_is_even_in_a_hematogone_and_clumped_in_a_lymphocyte() -> None:
    def contrast(kind: str) -> float:
        found = []
        for seed in range(8):
            chromatin = drawn(kind, seed)[0][..., CHROMATIN].astype(float)
            core = cv2.erode((chromatin > 55).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
            found.append(chromatin[core].std() / chromatin[core].mean())
        return float(np.median(found))

    assert contrast("hematogone") < 0.5 * contrast("lymphocyte")


def lobes(kind: str, seed: int) -> int:
    """How many parts the nucleus falls into when its threads are cut."""
    nucleus = (drawn(kind, seed)[0][..., CHROMATIN] > 60).astype(np.uint8)
    core = cv2.erode(nucleus, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (15, 15)))
    return int(cv2.connectedComponents(core)[0]) - 1


def test_a_segmented_nucleus_falls_into_lobes_and_a_band_does_not() -> None:
    segmented, band = ([lobes(f"{kind} neutrophil", seed) for seed in range(16)] for kind in ("segmented", "band"))
    assert sum(count >= 2 for count in segmented) >= 13
    assert sum(count == 1 for count in band) >= 14


def test_blue_cytoplasm_lies_around_lymphocytes_and_hardly_around_ripe_neutrophils() -> None:
    blue = {kind: np.mean([drawn(kind, seed)[0][..., CYTOPLASM].max() for seed in range(5)]) for kind in KINDS}
    assert min(blue[kind] for kind in ("lymphocyte", "lymphoblast", "promyelocyte")) > 60
    assert blue["segmented neutrophil"] < 20


def test_a_red_cell_is_pale_in_the_middle() -> None:
    grain = Grain(12)
    for seed in range(10):
        disc = red_cell(Pen(np.random.default_rng(seed), grain), 3.7, 0.9)[..., HAEMOGLOBIN].astype(float)
        middle = disc.shape[0] // 2
        assert disc[middle - 3 : middle + 4, middle - 3 : middle + 4].mean() < 0.9 * np.percentile(disc, 95)


@pytest.mark.parametrize("style", STYLES)
def test_a_slide_is_large_and_its_white_cells_lie_apart(style: str) -> None:
    laid = Layout(2, STYLES[style])
    assert SIDE > 20 * FIELD_WIDTH
    assert {cell.kind for cell in laid.cells} == set(STYLES[style].white_cells)
    for _ in range(3):
        x, y = np.random.default_rng(3).uniform(0, SIDE, 2)
        near = [(cell, cell.x + dx, cell.y + dy) for cell, dx, dy in laid.white_in(x, y, x + 300, y + 300)]
        assert len(near) > 10
        for i, (one, x1, y1) in enumerate(near):
            for two, x2, y2 in near[:i]:
                assert np.hypot(x1 - x2, y1 - y2) > 0.9 * (one.radius + two.radius)


def test_the_plain_smear_is_mostly_a_normal_differential_and_holds_every_kind(layout: Layout) -> None:
    kinds = [cell.kind for cell in layout.cells if cell.kind != PLATELET]
    assert set(kinds) == set(KINDS) - {PLATELET}
    counts = {kind: kinds.count(kind) / len(kinds) for kind in set(kinds)}
    assert 0.4 < counts["segmented neutrophil"] < 0.7 > 0.2 < counts["lymphocyte"] < 0.4
    assert all(counts[kind] < 0.05 for kind in ("basophil", "lymphoblast", "promyelocyte", "erythroblast"))


def test_red_cells_are_as_many_as_the_style_says_some_overlap_and_some_are_stacked(layout: Layout) -> None:
    red = np.array([(cell.x + dx, cell.y + dy) for cell, dx, dy in layout.red_in(300, 300, 900, 900)])
    assert len(red) / 360 == pytest.approx(SMEAR.red_cells, rel=0.35)
    apart = np.hypot(*(red[:, None] - red[None]).transpose(2, 0, 1)) + 99 * np.eye(len(red))
    touching = (apart < 0.9 * SMEAR.red_cell_size).sum(axis=1)
    assert 0.1 < (touching > 0).mean() < 0.6
    assert (touching >= 2).sum() > 20, "the inner ones of a stack have two neighbours"


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), min_size=1, max_size=6), st.data())
def test_cells_do_not_depend_on_where_one_looked_before(visits: list[tuple[int, int]], data: st.DataObject) -> None:
    x, y = data.draw(st.sampled_from(visits))
    fresh, used = Layout(9, SMEAR), Layout(9, SMEAR)
    for column, row in visits:
        list(used.red_in(60 * column, 60 * row, 60 * column + 90, 60 * row + 50))
    window = (60 * x, 60 * y, 60 * x + 90, 60 * y + 50)
    assert list(fresh.red_in(*window)) == list(used.red_in(*window))
    assert list(fresh.white_in(*window)) == list(used.white_in(*window))


@settings(max_examples=15, deadline=None)
@given(st.integers(-500, 10_500), st.integers(-500, 10_500), st.integers(-90, 90), st.integers(-90, 90))
def test_a_view_is_the_same_pixels_from_wherever_it_is_cut(slide: Slide, left: int, top: int, dx: int, dy: int) -> None:
    first, second = slide.view(left, top, 150, 120), slide.view(left + dx, top + dy, 150, 120)
    overlap = first[max(dy, 0) : 120 + min(dy, 0), max(dx, 0) : 150 + min(dx, 0)]
    again = second[max(-dy, 0) : 120 + min(-dy, 0), max(-dx, 0) : 150 + min(-dx, 0)]
    assert np.array_equal(overlap, again)
    assert np.array_equal(first, slide.view(left - slide.side, top + slide.side, 150, 120)), "it has no edge"


def test_tiles_leave_no_seam_within_the_slide_or_at_its_edge(layout: Layout) -> None:
    slide = Slide(layout, SMEAR, 4.0, 0.1)
    one_piece = Slide(layout, SMEAR, 4.0, 0.1)
    tile = slide._tile
    one_piece._tile, one_piece._count = 3 * tile, slide._count // 3
    assert slide._count % 3 == 0
    for left, top in ((tile - 60, tile - 60), (slide.side - 60, slide.side - 60)):
        assert np.array_equal(slide.view(left, top, 120, 120), one_piece.view(left, top, 120, 120))


def test_two_seeds_are_two_slides_and_a_slide_can_be_made_again(slide: Slide) -> None:
    again = Slide(Layout(5, SMEAR), SMEAR, 4.0, 0.1)
    other = Slide(Layout(6, SMEAR), SMEAR, 4.0, 0.1)
    again.view(9000, 8000, 100, 100)
    assert np.array_equal(slide.view(700, 700, 200, 200), again.view(700, 700, 200, 200))
    assert not np.array_equal(slide.view(700, 700, 200, 200), other.view(700, 700, 200, 200))


def test_tiles_and_drawn_cells_are_forgotten_when_there_are_too_many(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leukdesk.capture.virtual.slide.MOST_PIXELS", 600_000)
    monkeypatch.setattr("leukdesk.capture.virtual.slide.MOST_SPRITES", 100_000)
    slide = Slide(layout, SMEAR, 4.0, 0.1)
    first = slide.view(0, 0, 300, 300)
    for step in range(1, 6):
        slide.view(600 * step, 900 * step, 600, 600)
        assert sum(tile.shape[0] * tile.shape[1] for tile in slide._tiles.values()) <= 600_000
        assert sum(sprite.nbytes for sprite in slide._sprites.values()) <= 100_000
    assert np.array_equal(first, slide.view(0, 0, 300, 300))


@pytest.mark.parametrize("width", [64, 320, 1280, 4096])
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_slide_has_the_scale_that_was_wished(layout: Layout, width: int, objective: str) -> None:
    wished = OBJECTIVES[objective].scale(width)
    slide = Slide(layout, SMEAR, wished, 0.1)
    assert slide.scale == pytest.approx(wished, rel=0.005)


points = st.tuples(st.floats(-50, 150), st.floats(-50, 150), st.floats(0.5, 5))


@settings(max_examples=60, deadline=None)
@given(st.lists(points, max_size=12), points)
def test_ground_is_free_where_nothing_is_near(taken, asked) -> None:
    ground = Ground(10.0)
    for point in taken:
        ground.take(*point)
    x, y, room = asked
    assert ground.is_free(*asked) == all(
        (x - x2) ** 2 + (y - y2) ** 2 >= (room + room2) ** 2 for x2, y2, room2 in taken
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_in_the_project_is_what_the_script_renders(name: str) -> None:
    path = SAMPLE_FOLDER / f"{name}.png"
    assert path.stat().st_size < 150_000
    kept = cv2.imread(str(path))[..., ::-1].astype(int)
    # Other versions of OpenCV round and set type a little differently.
    assert np.abs(kept - render_sample(name)).mean() < 1.0, "run python -m leukdesk.capture.virtual.samples"


def test_the_script_writes_every_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["samples", str(tmp_path / "new")])
    main()
    assert sorted(path.stem for path in (tmp_path / "new").iterdir()) == sorted(SAMPLES)
