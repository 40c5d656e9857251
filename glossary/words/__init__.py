"""How words are written: folding text for comparison, and the forms a label takes."""
