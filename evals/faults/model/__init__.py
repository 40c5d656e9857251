"""What becomes of an answer when the language model fails, in every way that one can."""
