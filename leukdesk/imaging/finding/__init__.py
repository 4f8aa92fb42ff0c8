"""Finding white cells by their stain: one step a file; ``leukdesk.imaging.cells`` puts them together."""
