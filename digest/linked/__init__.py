"""What pages say to machines in their heads: JSON-LD in the words of schema.org, days, feeds and data.

This site wrote none of the articles. So a page is a `WebPage` whose subject is the event, the article (`NewsArticle`
with the address of the original) or the person, and never claims to be the article itself.
"""

from digest.linked.heads import Heads

__all__ = ["Heads"]
