"""Files in, text with blocks out: a bad file ends as a `LoadError`, never as a crash or half a document."""

from retrieval.loaders.blocks import parse_text
from retrieval.loaders.files import safe_name
from retrieval.loaders.limits import DEFAULT, Limits, LoadError
from retrieval.loaders.process import load

__all__ = ["DEFAULT", "Limits", "LoadError", "load", "parse_text", "safe_name"]
