"""A model that obeys every instruction that it finds in a document, and what may not come of it."""
