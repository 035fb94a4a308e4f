"""Optional recognition by trained models: camel-tools' named-entity recogniser and MLE disambiguator, off by default.

Importing this package imports neither of them (see `digest.models.camel` for why that matters), touches no folder and
needs nothing beyond the program's own dependencies. What they add, and what was measured: `docs/models.md`.
"""

from digest.models.adapter import Models, Recogniser, find_mentions_with, open_models
from digest.models.lemmas import Lemma
from digest.models.tagging import Recognised

__all__ = ["Lemma", "Models", "Recognised", "Recogniser", "find_mentions_with", "open_models"]
