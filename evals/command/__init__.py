"""The commands of `python -m evals`: they parse, call, print, and choose the exit code.

Imports stand inside the commands, so that `python -m evals --help` answers at once.
"""
