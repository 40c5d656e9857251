"""What the documents say, to those who may read them."""
