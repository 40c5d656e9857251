"""Counts whose noun does not follow the number."""
