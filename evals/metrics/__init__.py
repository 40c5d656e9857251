"""Metrics: pure functions from what was expected and what came to parts of figures. They know no service and no file."""
