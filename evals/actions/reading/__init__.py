"""What two actions have in common, read from their words."""
