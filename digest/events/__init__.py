"""Events: which articles tell one happening, what they tell aside, and days that follow from other articles."""

from digest.events.build import EventsResult, Weights, build_events
from digest.events.days import Days
from digest.events.frames import Frame, Told
from digest.events.occurrences import Mention, Occurrence
from digest.events.vocabulary import Vector, block_of, cosine

__all__ = [
    "Days",
    "EventsResult",
    "Frame",
    "Mention",
    "Occurrence",
    "Told",
    "Vector",
    "Weights",
    "block_of",
    "build_events",
    "cosine",
]
