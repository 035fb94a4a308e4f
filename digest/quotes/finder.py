"""One article's quotations: acts of speech, marked stretches and their speakers put together, sentence by sentence.

A stretch in marks belongs to the act whose content it stands in, else to the words of attribution after it, else to the
run of a statement that is being quoted. What an act reports without marks is a quotation of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from digest.names.wordclass import AND
from digest.quotes.acts import Act, ActReader
from digest.quotes.attribution import Attributor
from digest.quotes.cues import Cue
from digest.quotes.discourse import Discourse
from digest.quotes.frames import LONGEST_MARKED_NAME
from digest.quotes.interviews import Turn, find_turns
from digest.quotes.marks import Stretch, find_stretches
from digest.quotes.scare import SHORT, Terms, is_label, is_quotable, length
from digest.quotes.sources import SourceReader
from digest.quotes.speakers import Mentions
from digest.quotes.tokens import Sentence, after_dateline, sentences, without_anonymity
from digest.quotes.vocabulary import Vocabulary
from digest.records import Article, Mention, Paragraph, Quote, Span

LONG = 12
"""A stretch that nothing attributes is shown, without a speaker, from this many words on."""

RUNNING = 5
"""A stretch of at least this many words carries on a statement that is being quoted, without a cue of its own."""

TERM = 2
"""Words in marks inside reported speech that are a term and not a fragment of the speaker's own."""

LONGEST_LABEL = 5
"""Tokens before the marks of "فلان: «…»" in a headline, the colon included."""

LOOSE = 4
"""A stretch of fewer words that hangs on its cue across prose ("يشير إلى عصابات «…»") is not shown."""

TRAIL = 10
"""Words of attribution may follow a stretch at this distance, in tokens."""

_ASIDE = re.compile(r" ?\([^()\n]{0,80}[^()\n\W\d][^()\n]{0,80}\)")
"""A remark in brackets at the end of what is reported belongs to it."""

_FEWEST_WORDS = 2
"""Reported speech of fewer words, "that" aside, is not shown."""


class Finder:
    """Finds the quotations of one article."""

    def __init__(self, article: Article, mentions: Sequence[Mention], vocabulary: Vocabulary) -> None:
        self.article = article
        self.text = article.text
        self.vocabulary = vocabulary
        self.stretches = find_stretches(self.text, [p.span for p in article.content()], vocabulary.introduces)
        quoted = [s.content for s in self.stretches if length(self.text, s) > LONGEST_MARKED_NAME]
        self.mentions = Mentions(mentions, quoted)
        reader = SourceReader(self.text, self.mentions, vocabulary)
        self.reader = ActReader(self.text, self.mentions, Attributor(reader), vocabulary)
        self.discourse = Discourse()
        self.terms = Terms(self.text, self.stretches)
        self._open: Act | None = None
        self.named = frozenset(s.start for s in self.stretches if self.mentions.fills(s.content) is not None)

    def quotes(self) -> Iterator[Quote]:
        """Yield the quotations, in order of the sentences."""
        turns = find_turns(self.article, self.mentions, self.vocabulary)
        at, covered = 0, 0
        for paragraph in self.article.content():
            inside: list[Stretch] = []
            while at < len(self.stretches) and self.stretches[at].start < paragraph.span.end:
                inside.append(self.stretches[at])
                at += 1
            turn = turns.get(paragraph.span.start)
            if turn is not None:
                yield from self._turn(turn)
                continue
            start = max(covered, after_dateline(self.text, paragraph.span, self.vocabulary))
            for sentence in sentences(self.text, start, paragraph.span.end, inside):
                yield from self._sentence(without_anonymity(sentence, self.vocabulary), paragraph)
            covered = max(covered, inside[-1].end if inside else 0)

    def _turn(self, turn: Turn) -> Iterator[Quote]:
        """Yield the answer of an interview as reported speech; a question is nobody's quotation."""
        if turn.speaker is not None and turn.content is not None:
            cue = Cue(0, 0, "verb", "", "neutral", "", False, "colon", 0)
            act = Act(cue, None, turn.speaker, "speaker-14-interview", 0, 1)
            yield self._quote(act, turn.content, heading=False)

    # ---- one sentence

    def _sentence(self, sentence: Sentence, paragraph: Paragraph) -> Iterator[Quote]:
        heading = paragraph.role != "body"
        marked = (i for i, t in enumerate(sentence.tokens) if t.stretch is not None)
        labels = self._labels(sentence, marked)
        acts = self.reader.acts(sentence, labels, self.discourse, heading=heading)
        found = [
            *self._direct(sentence, acts, labels, heading=heading),
            *self._reported(sentence, acts, heading=heading),
        ]
        yield from found
        if not heading:
            if self._open is not None and self._open.speaker is not None and found:
                self.discourse.spoke(self._open.speaker)
            self._open = self.reader.open
            self._settle(sentence, acts, spoke=bool(found))

    def _labels(self, sentence: Sentence, marked: Iterable[int]) -> frozenset[int]:
        """Return the stretches that are names; what "and" joins to one of them is another ("موقع «…» و«…»")."""
        found: set[int] = set()
        for at in marked:
            stretch = sentence.tokens[at].stretch
            joined = at - 2 in found and sentence.words[at - 1] == AND
            is_name = joined and stretch is not None and length(self.text, stretch) <= SHORT
            if is_name or is_label(self.text, sentence, at, self.vocabulary, self.named):
                found.add(at)
        return frozenset(found)

    def _settle(self, sentence: Sentence, acts: list[Act], *, spoke: bool) -> None:
        """Tell the discourse whom a sentence without speech was about."""
        self.discourse.spoke_before = spoke or any(a.speaker and a.speaker.key for a in acts)
        self.discourse.next_sentence()
        if any(a.is_lasting for a in acts):
            return
        opening = self.reader.attributor.fronted.opening(sentence, len(sentence.tokens))
        described = next((a.speaker for a in acts if a.speaker and a.speaker.source), None)
        subject = opening or described
        if subject is not None and subject.kind in ("person", "unnamed"):
            self.discourse.turn_to(subject)

    # ---- words in marks

    def _direct(self, sentence: Sentence, acts: list[Act], labels: frozenset[int], *, heading: bool) -> Iterator[Quote]:
        for at, token in enumerate(sentence.tokens):
            stretch = token.stretch
            if stretch is None or at in labels:
                continue
            act = self._announced(at) or self._governing(sentence, acts, at)
            if act is None:
                act = self._labelled(sentence, at, stretch) if heading else self._running(sentence, at, stretch)
            if act is not None and self._is_shown(sentence, act, at, stretch):
                yield self._quote(act, stretch, heading=heading)

    def _governing(self, sentence: Sentence, acts: list[Act], at: int) -> Act | None:
        """Return the act whose content a stretch is or stands in, else the one after it that attributes it."""
        for act in reversed(acts):
            if not act.has_content or not act.start <= at < act.end:
                continue
            if act.cue.frame != "mark" or self._is_linked(sentence, act.start, at):
                return act if act.speaker is not None else self._trailing(sentence, acts, at) or act
            if act.speaker is not None and not act.cue.adjacent:
                return act
        return self._trailing(sentence, acts, at)

    def _trailing(self, sentence: Sentence, acts: list[Act], at: int) -> Act | None:
        """Return the act after a stretch that attributes it ("«…»، بحسب الوزير")."""
        for act in acts:
            if act.trailing and at < act.cue.at <= at + TRAIL and not self._is_parted(sentence, at, act.cue.at):
                return act
        return None

    def _is_linked(self, sentence: Sentence, first: int, at: int) -> bool:
        """Tell whether only "and" and commas stand between the first stretch of a content and this one."""
        links = self.vocabulary.links
        return all(sentence.tokens[i].stretch is not None or sentence.words[i] in links for i in range(first, at))

    def _is_parted(self, sentence: Sentence, at: int, cue: int) -> bool:
        """Tell whether another stretch stands between a stretch and the words of attribution after it."""
        return cue - at > 3 and any(sentence.tokens[i].stretch is not None for i in range(at + 1, cue))

    def _is_shown(self, sentence: Sentence, act: Act, at: int, stretch: Stretch) -> bool:
        """Tell whether a stretch that hangs on an act is a quotation to be shown."""
        size = length(self.text, stretch)
        if self._is_called(act, size) or self._is_inner_term(sentence, act, at, size):
            return False
        named = act.speaker is not None and act.speaker.source is not None
        if named and size == TERM and act.cue.lemma in self.vocabulary.judging and at + 1 >= act.end:
            return True
        adjacent = self._is_adjacent(sentence, act, at) and (size > 1 or self._is_close(sentence, act, at))
        if not is_quotable(self.text, stretch, adjacent=adjacent, terms=self.terms):
            return False
        if adjacent:
            said = size > 1 and sentence.words[at - 1] == ":"
            return act.speaker is not None or size >= LOOSE or said
        loose = act.cue.frame == "mark" or act.trailing
        return act.speaker is not None and (size >= LOOSE or not loose)

    def _is_called(self, act: Act, size: int) -> bool:
        """Tell whether a word is only what something is called, by nobody in particular ("تغريدة اعتبرت «مسيئة»")."""
        elided = act.speaker is None or act.speaker.source is None or act.rule == "speaker-6-before"
        return size == 1 and elided and act.cue.kind == "verb" and act.cue.lemma in self.vocabulary.judging

    def _is_inner_term(self, sentence: Sentence, act: Act, at: int, size: int) -> bool:
        """Tell whether two words in marks stand inside what is reported, with more of it behind them: a term."""
        if size != TERM or act.trailing or act.cue.frame == "mark" or at + 1 >= act.end:
            return False
        following = sentence.words[at + 1]
        return sentence.tokens[at + 1].is_word and following[:1] != "و" and at > act.start + 1

    def _announced(self, at: int) -> Act | None:
        """Return the act that announced, at the end of the paragraph before, what this paragraph begins with."""
        return self._open if at == 0 else None

    def _labelled(self, sentence: Sentence, at: int, stretch: Stretch) -> Act | None:
        """Read the words in marks after a label in a headline that names nobody whom the article knows."""
        if not 1 < at <= LONGEST_LABEL or sentence.words[at - 1] != ":" or length(self.text, stretch) < LOOSE:
            return None
        cue = Cue(at, at, "verb", "", "neutral", "", False, "mark", at)
        return Act(cue, None, None, "speaker-undecided", at, at + 1)

    def _is_adjacent(self, sentence: Sentence, act: Act, at: int) -> bool:
        """Tell whether a stretch is the whole of what its act says, and stands beside its cue."""
        if act.trailing:
            return act.cue.at - at <= 3
        if act.cue.frame == "mark":
            return act.cue.adjacent and self._is_linked(sentence, act.start, at)
        before = sentence.words[act.start]
        that = self.vocabulary.is_that(before) or before in self.vocabulary.so_that
        first = at == act.start or (at == act.start + 1 and that)
        return first and at + 1 >= act.end

    def _is_close(self, sentence: Sentence, act: Act, at: int) -> bool:
        """Tell whether nothing but a colon, "that" or "by" parts a stretch from its cue, as a single word needs it."""
        before, vocabulary = sentence.words[at - 1] if at else "", self.vocabulary
        if act.cue.stop == at or before in (":", "ب") or before in vocabulary.links:
            return True
        return vocabulary.is_that(before) or before in vocabulary.tail

    def _running(self, sentence: Sentence, at: int, stretch: Stretch) -> Act | None:
        """Read a stretch without a cue as the run of what was quoted before it (rule 13), else as nobody's if long."""
        size = length(self.text, stretch)
        cue = Cue(at, at, "verb", "", "other", "", False, "mark", at)
        last = self.discourse.last
        goes_on = self.discourse.spoke_before and (at <= 1 or sentence.words[0] in self.vocabulary.also)
        if size >= RUNNING and last is not None and goes_on:
            speaker = last._replace(source=None, attribution="implicit")
            return Act(cue, None, speaker, "speaker-13-implicit", at, at + 1)
        before = sentence.words[at - 1] if at else ":"
        if size >= LONG and (before == ":" or self.vocabulary.is_that(before)):
            return Act(cue, None, None, "speaker-undecided", at, at + 1)
        return None

    # ---- words without marks

    def _reported(self, sentence: Sentence, acts: list[Act], *, heading: bool) -> Iterator[Quote]:
        for act in acts:
            if not act.has_content or act.speaker is None or act.cue.frame == "mark":
                continue
            span = self._reported_span(sentence, act)
            if span is not None:
                yield self._quote(act, span, heading=heading)

    def _reported_span(self, sentence: Sentence, act: Act) -> Span | None:
        """Return the content of an act without its final punctuation; None if there is hardly a word in it."""
        last = act.end - 1
        while last > act.start and not sentence.tokens[last].is_word and sentence.tokens[last].stretch is None:
            last -= 1
        said = (t.folded for t in sentence.tokens[act.start : last + 1] if t.is_word and len(t.folded) > 1)
        if sum(1 for word in said if not self.vocabulary.is_that(word)) < _FEWEST_WORDS:
            return None
        stretch = sentence.tokens[last].stretch
        end = sentence.tokens[last].end if stretch is None else stretch.content.end
        aside = _ASIDE.match(self.text, end, sentence.end) if stretch is None else None
        end = aside.end() if aside else end
        return Span(start=sentence.tokens[act.start].start, end=end)

    # ---- the record

    def _quote(self, act: Act, content: Stretch | Span, *, heading: bool) -> Quote:
        speaker = act.speaker
        marked = isinstance(content, Stretch)
        span = content.content if isinstance(content, Stretch) else content
        return Quote(
            content=span,
            text=span.of(self.text),
            kind="direct" if marked else "reported",
            marks=(content.opening, content.closing) if isinstance(content, Stretch) else None,
            cue=act.words,
            cue_lemma=act.cue.lemma or None,
            cue_class=act.cue.cls,
            source=speaker.source if speaker else None,
            speaker=speaker.key if speaker else None,
            speaker_name=speaker.name if speaker else None,
            speaker_kind=speaker.kind if speaker else None,
            attribution=speaker.attribution if speaker else "none",
            rule=act.rule,
            heading=heading,
        )
