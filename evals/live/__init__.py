"""A real `crosswalk serve` in a process of its own, for benchmarks and faults."""
