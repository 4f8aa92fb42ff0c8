"""What docstrings point to is there: a module that was moved takes its name along."""

import ast
import re
from pathlib import Path

import pytest

import leukdesk

SOURCES = Path(leukdesk.__file__).parent
REFERENCE = re.compile(r":(?:func|class|meth|data|mod|attr):`~?(leukdesk\.[\w.]+)`")
NAMED = sorted({name for path in SOURCES.rglob("*.py") for name in REFERENCE.findall(path.read_text("utf-8"))})


@pytest.mark.parametrize("name", NAMED)
def test_what_a_docstring_points_to_is_there(name: str) -> None:
    place, parts = SOURCES, name.split(".")[1:]
    while parts and (place / parts[0]).is_dir():
        place /= parts.pop(0)
    module = place / f"{parts.pop(0)}.py" if parts and (place / f"{parts[0]}.py").is_file() else place / "__init__.py"
    body = ast.parse(module.read_text("utf-8")).body
    for part in parts:
        (found,) = (each for each in body if part in names_of(each))
        body = getattr(found, "body", [])


def names_of(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [each.id for each in targets if isinstance(each, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []
