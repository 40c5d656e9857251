"""What one row, item or sentence says that happens, and which of them speak of the same thing."""
