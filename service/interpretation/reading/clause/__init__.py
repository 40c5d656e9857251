"""A clause made ready to be judged: what its words, states and dates say."""
