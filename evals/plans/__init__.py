"""Initiatives written as people write them, what is planted in them, and how much of it is found."""
