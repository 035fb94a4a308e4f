"""Running stories above events."""

from digest.stories.build import build_stories

__all__ = ["build_stories"]
