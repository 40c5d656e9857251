"""The rules that hold a plan against closures, holidays, weekends and support hours."""
