"""Checks of what is given against what people need: figures, means, pace and words."""
