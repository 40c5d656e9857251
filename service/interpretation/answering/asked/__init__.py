"""How questions are asked in general English: their kinds, and what they leave to the conversation."""
