"""Finds in the evidence what an answer is made of: fitting units, definitions, disagreements, open points."""
