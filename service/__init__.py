"""What the product does with the glossary and the documents; `workflows.py` reads as its story."""
