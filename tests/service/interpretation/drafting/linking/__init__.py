"""Dependencies between milestones, as documents have them."""
