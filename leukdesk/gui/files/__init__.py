"""Picture files, one or many."""
