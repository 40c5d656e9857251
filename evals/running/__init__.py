"""Running: cases through systems, with progress, a journal to resume from, and recorded model answers to replay."""
