"""Metrics: pure functions from what was expected and what was said to parts of figures. They know no service."""
