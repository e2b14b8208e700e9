"""Policy: a page of the preview under the policy that its readers will have.

The theme writes it into a tag that says nothing to a browser (overrides/main.html): a plain `mkdocs serve`
puts an inline script into each page. Here that one script is let run, by its hash, and the bar that tells of
problems keeps its style.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

_WAITING = b'<meta name="gh-policy" content="'
_IN_FORCE = b'<meta http-equiv="Content-Security-Policy" content="'


def with_policy(page: bytes) -> bytes:
    """The page, whose last script is that which reloads it, with its policy in force."""
    head, waiting, rest = page.partition(_WAITING)
    policy, quote, rest = rest.partition(b'"')
    script = rest.rpartition(b"<script>")[2].partition(b"</script>")[0]
    hashed = b" 'sha256-" + b64encode(sha256(script).digest()) + b"'"
    policy = policy.replace(b"script-src 'self'", b"script-src 'self'" + hashed)
    policy = policy.replace(b"style-src 'self'", b"style-src 'self' 'unsafe-inline'")
    return head + _IN_FORCE + policy + quote + rest if waiting else page
