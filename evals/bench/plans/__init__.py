"""What a joint plan costs: scheduling and checking a large one, and drafting one from twenty documents."""
