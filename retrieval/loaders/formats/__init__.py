"""One reader a file format: each takes bytes and gives a `Parsed`, or says why it cannot."""
