"""Which units answer a question in other words than its own: weighed words, other words for them, typed answers."""
