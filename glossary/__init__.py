"""What words mean, and to whom: concepts, the catalogue that holds them, and the matcher that finds them."""
