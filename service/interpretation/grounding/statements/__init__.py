"""How a text is read so that what it states can be compared: words, amounts, moments, standing, relations, parts."""
