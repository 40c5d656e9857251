"""What surrounds a sentence: the lines of its text, the kind of text, and who asks for what."""
