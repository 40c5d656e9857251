"""How a model is asked. Empty while every answer is composed by code; templates live here once a model phrases."""
