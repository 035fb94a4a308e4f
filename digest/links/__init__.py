"""The collection half: from annotated articles to a whole `Digest`, with links both ways."""

from digest.links.build import build_digest

__all__ = ["build_digest"]
