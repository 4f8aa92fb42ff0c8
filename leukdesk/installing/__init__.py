"""What the program is run from, and how the single file puts itself on a station and takes itself away again."""
