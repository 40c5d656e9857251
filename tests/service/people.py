"""Who asks, and what they hand in."""

from __future__ import annotations

KEYS = {name: f"{name}-{'k' * 16}" for name in ("ada", "ben", "metrics")}
PLAN = """# Scanner rollout

SSO goes live on 3 May 2027 for 400 warehouse staff.

MFA will be enforced on 10 May 2027.
"""


def as_(name: str) -> dict[str, str]:
    """The headers of a caller."""
    return {"Authorization": f"Bearer {KEYS[name]}"}
