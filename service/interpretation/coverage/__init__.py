"""Whether the initiative's documents already plan for what follows."""
