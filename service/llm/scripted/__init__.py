"""The stand-in for a language model that tests use: an OpenAI-compatible server on loopback that plays a script."""

from service.llm.scripted.replies import Reply, ToolCall, says
from service.llm.scripted.server import UNRESOLVABLE, Received, Scripted, refused, scripted

__all__ = ["UNRESOLVABLE", "Received", "Reply", "Scripted", "ToolCall", "refused", "says", "scripted"]
