"""Whether a readiness action was foreseen: an implication that says the same action for the same people."""
