"""Ways of writing a date that only its surroundings tell from other numbers."""
