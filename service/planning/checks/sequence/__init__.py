"""The rules about what has to come before what."""
