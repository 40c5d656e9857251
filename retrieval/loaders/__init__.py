"""Files in, text with blocks out: a bad file ends as a `LoadError`, never as a crash or half a document."""

from retrieval.loaders.formats.text import parse_text

__all__ = ["parse_text"]
