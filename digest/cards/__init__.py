"""Pictures of pages for messengers and networks (Open Graph): what a card says in, PNG files out.

Pillow draws them and raqm shapes them (letters joined, both directions in order). Where raqm is missing there are no
cards: `why_not` tells why, and a wrongly shaped one is never drawn.
"""

from digest.cards.fonts import missing_raqm, why_not
from digest.cards.make import make_cards, undrawn
from digest.cards.picture import draw

__all__ = ["draw", "make_cards", "missing_raqm", "undrawn", "why_not"]
