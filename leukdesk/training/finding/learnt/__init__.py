"""A small network that learns to find white cells, for comparison with the finder that needs none.

``python -m leukdesk.training.finding.learnt --data DIR --weights FILE --out docs/cells.md``; it is not shipped.
"""
