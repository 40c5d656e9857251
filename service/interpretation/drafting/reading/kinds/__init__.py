"""What happens in a step, by the words for it."""
