"""Step 2, cleaning: each paragraph is classified with the rule that decided; no character is changed."""

from digest.clean.article import clean

__all__ = ["clean"]
