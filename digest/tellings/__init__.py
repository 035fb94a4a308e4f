"""What an article's sentences tell of happenings: the last step of the per-article half."""

from digest.tellings.find import find_tellings
from digest.tellings.news import lead_of, news_days, reckoned_from
from digest.tellings.words import HappeningWords, happening_words

__all__ = ["HappeningWords", "find_tellings", "happening_words", "lead_of", "news_days", "reckoned_from"]
