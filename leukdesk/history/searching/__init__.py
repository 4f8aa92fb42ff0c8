"""Finding records, among a million or a few: filters, order, pages, counts, charts' figures, what was seen before."""
