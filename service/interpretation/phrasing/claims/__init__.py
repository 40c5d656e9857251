"""A model's words read and cleaned, claim by claim, as they arrive."""
