"""The command line: `crosswalk COMMAND`."""

from service.cli.main import app, main

__all__ = ["app", "main"]
