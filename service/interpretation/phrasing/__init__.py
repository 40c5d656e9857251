"""What a language model is asked for, and what it said, taken apart into claims."""
