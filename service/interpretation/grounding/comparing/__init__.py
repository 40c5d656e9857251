"""How one statement is held against another: content, values, standing, relations, and the verdict on all of them."""
