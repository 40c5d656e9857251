"""What was said on which grounds: append-only, hash-chained records."""
