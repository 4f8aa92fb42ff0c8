"""The log, or a part of it, in forms that other programs read; each format is one module behind one interface."""
