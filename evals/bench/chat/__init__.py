"""What chat costs: the time that checking adds to a model, with one asker and with 200, and answers without a model."""
