"""Checks on dates and their order: what must come first, what cannot be, what two documents give differently."""
