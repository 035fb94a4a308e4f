"""What the text before a sentence has established: who spoke last, whom it is about, whose statement it is."""

from __future__ import annotations

from digest.quotes.speakers import Speaker

_HISTORY = 6
"""How many earlier speakers are tried until one agrees with the verb."""

FOCUS_LASTS = 3
"""For how many sentences "he said" still means whom the text was about."""

SPEECH_LASTS = 8
"""For how many sentences "he added" still means the last speaker."""


class Discourse:
    """The state of one article's text between two sentences."""

    def __init__(self) -> None:
        self.history: list[Speaker] = []
        """Speakers, the last one last, each once."""
        self.issuer: Speaker | None = None
        """Who issued the statement that "البيان" means."""
        self.spoke_before = False
        """True if the sentence before this one held somebody's words."""
        self._focus: Speaker | None = None
        self._sentence = 0
        self._focus_at = 0
        self._spoke_at = 0

    def next_sentence(self) -> None:
        """Note that a sentence has ended."""
        self._sentence += 1

    @property
    def last(self) -> Speaker | None:
        """The last speaker."""
        return self.history[-1] if self.history else None

    @property
    def focus(self) -> Speaker | None:
        """Whom the text is about, None once that was some sentences ago."""
        return self._focus if self._sentence - self._focus_at <= FOCUS_LASTS else None

    def spoke(self, speaker: Speaker) -> None:
        """Note that somebody spoke, with the gender that a verb has shown."""
        speaker = self._known(speaker)
        self.history = [*[s for s in self.history if not same(s, speaker)][-_HISTORY:], speaker]
        self._spoke_at = self._sentence
        self.turn_to(speaker)

    def spoke_unknown(self) -> None:
        """Note that somebody spoke whom the text does not tell: nobody before can be carried on."""
        self.history, self._focus = [], None

    def turn_to(self, speaker: Speaker) -> None:
        """Note that the text is now about somebody."""
        self._focus, self._focus_at = self._known(speaker), self._sentence

    def continued(self, agree: str) -> Speaker | None:
        """Return the last speaker that a verb agrees with, None if nobody has spoken for long."""
        if self._sentence - self._spoke_at > SPEECH_LASTS:
            return None
        return next((s for s in reversed(self.history) if s.agrees(agree)), None)

    def meant(self, agree: str) -> Speaker | None:
        """Return whom a verb without subject means: whom the text is about."""
        return self.focus if self.focus is not None and self.focus.agrees(agree) else None

    def _known(self, speaker: Speaker) -> Speaker:
        known = next((s for s in reversed(self.history) if same(s, speaker)), None)
        return speaker if speaker.gender or known is None else speaker._replace(gender=known.gender)


def same(a: Speaker, b: Speaker) -> bool:
    """Tell whether two speakers are one."""
    return a.key == b.key if a.key or b.key else a.name == b.name
