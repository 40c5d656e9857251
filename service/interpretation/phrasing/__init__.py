"""Asking a model: what it is shown, and its words read claim by claim. What it says is checked elsewhere."""
