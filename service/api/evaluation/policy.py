"""What a page of ours may do in a browser: run and load what stands in it, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re


def policy(html: str, *more: str) -> dict[str, str]:
    """The header by which a browser holds a page to the scripts and styles that stand in it.

    Args:
        html: The page as it is sent.
        more: Further directives.
    """
    allowed = {
        kind: " ".join(
            f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"
            for inline in re.findall(rf"<{kind}>(.*?)</{kind}>", html, re.DOTALL)
        )
        or "'none'"
        for kind in ("script", "style")
    }
    directives = (
        "default-src 'none'",
        f"script-src {allowed['script']}",
        f"style-src {allowed['style']}",
        *more,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return {"Content-Security-Policy": "; ".join(directives)}
