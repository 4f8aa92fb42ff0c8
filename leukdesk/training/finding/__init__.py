"""How well white cells are found: ``python -m leukdesk.training.finding --data DIR --out docs/cells.md``.

And how well a model names them: ``python -m leukdesk.training.finding.naming DIR``.
"""
