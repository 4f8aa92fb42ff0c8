"""A record or a sample on paper: pages painted once, for a PDF file, a printer and a preview alike."""
