"""Runs: cases put to systems, every outcome on the disk before the next, pinned to what it measures."""
