"""What the text gives an implication: people, day, number and system, also where the glossary has no entry."""
