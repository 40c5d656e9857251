"""The English by which texts say what comes first: of needing, of order, of denial, of lists and of series."""
