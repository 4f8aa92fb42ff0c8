"""One module a network, but for six that differ in a name only: how it is built and how it is trained."""

from leukdesk.training.recipe import Recipe
from leukdesk.training.recipes import (
    all_hem_cnn,
    all_stage_cnn,
    cml1,
    lenet_lld,
    mobilenetv2,
    modified_cnn,
    seven_networks,
)

RECIPES: dict[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        mobilenetv2.RECIPE,
        *seven_networks.RECIPES,
        cml1.RECIPE,
        lenet_lld.RECIPE,
        all_hem_cnn.RECIPE,
        modified_cnn.RECIPE,
        all_stage_cnn.RECIPE,
    )
}
