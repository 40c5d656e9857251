"""The ways to find a passage: by words, by meaning, and the vectors that meaning needs."""
