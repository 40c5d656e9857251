"""Benchmarks: ours beside well-known peers, in one run."""
