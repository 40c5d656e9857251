"""What a unit of a source says to a statement besides what grounding judges, and how that is told to a reader."""
