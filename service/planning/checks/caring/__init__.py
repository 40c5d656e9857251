"""Checks of whether both sides were thought of: success, owners, decisions and counterparts."""
