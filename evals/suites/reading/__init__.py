"""Suites about what a text says: its terms, what follows from it, what a guide foresees."""
