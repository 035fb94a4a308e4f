"""Digest: Arabic news articles in, a searchable right-to-left site out.

The way of the data is written once, in `digest.pipeline`; the records that travel it are in `digest.records`.
"""

__version__ = "0.1.0"
