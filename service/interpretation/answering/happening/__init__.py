"""Answers about what happens: when, to whom, whether it fits, what changed."""
