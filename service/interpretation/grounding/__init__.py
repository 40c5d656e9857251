"""Whether what is said is borne out by what it cites."""
