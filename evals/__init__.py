"""How well Crosswalk does it, and how fast."""
