"""The plan in formats that other programs open, each with a report of what it could not carry."""
