"""Steps out of sentences and list items, with days and without."""
