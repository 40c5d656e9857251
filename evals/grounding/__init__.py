"""How well claims are told from what merely sounds like their sources: labelled claims, and what grounding says."""
