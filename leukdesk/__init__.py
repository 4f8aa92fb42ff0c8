"""Leukdesk: classify blood-smear pictures on an offline microscope station.

For research use only. Not for use in diagnostic procedures.
"""

__version__ = "0.1.0"
