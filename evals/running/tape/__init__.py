"""What a model server was asked and what it answered, recorded between it and the service, and played again."""
