"""How well white cells are found and named, and why red cells and platelets are not counted.

``python -m leukdesk.training.finding --data DIR --out docs/cells.md`` makes the tables; those of a network that learns
to find, in comparison, ``python -m leukdesk.training.finding.learnt``.
"""
