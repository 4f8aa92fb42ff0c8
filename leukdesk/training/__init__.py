"""The workbench: data sets, splits, recipes, fitting, measuring, export.

The one part of Leukdesk that imports TensorFlow; it needs the ``train`` extra.
The desktop program never imports it.
"""
