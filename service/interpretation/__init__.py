"""Language in, structure out: facts, occasions, implications, renderings. It knows no database and no network."""
