"""How the words, numbers and days of a text are compared: by the harness alone, never by the service."""
