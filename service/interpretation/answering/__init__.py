"""Questions about an initiative: understood, given evidence, and answered from it without a model."""
