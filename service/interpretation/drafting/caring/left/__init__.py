"""How documents leave work to nobody, or to each other."""
