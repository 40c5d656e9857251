"""What documents say beside milestones: one reader a kind of observation."""
