"""What stays, what changed and what would change between one version of a plan and the next."""
