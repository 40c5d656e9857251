"""Joint plans: drafted, read, edited, tried out and exported."""
