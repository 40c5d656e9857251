"""How a text is read: sentences, clauses, and the occasions that they state."""
