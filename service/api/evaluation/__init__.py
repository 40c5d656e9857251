"""Runs of the evaluation harness over HTTP."""
