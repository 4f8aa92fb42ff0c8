"""One module a network: how it is built and how it is trained."""

from leukdesk.training.fitting import Recipe
from leukdesk.training.recipes import mobilenetv2

RECIPES: dict[str, Recipe] = {recipe.name: recipe for recipe in (mobilenetv2.RECIPE,)}
