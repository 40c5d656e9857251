"""How a model is asked: versioned templates with declared inputs, frozen once they are released."""
