"""How well white cells are found: ``python -m leukdesk.training.finding --data DIR --out docs/cells.md``.

How well a model names them: ``python -m leukdesk.training.finding.naming DIR``. And why red cells and platelets are
not counted: ``python -m leukdesk.training.finding.counting DIR``.
"""
