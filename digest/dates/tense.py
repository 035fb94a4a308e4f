"""On which side of the present an expression lies, as the words around it tell.

Verbs with the future "س" are known by their form; other cues are words of the lexicon. Past verbs have no form of
their own in an unvocalised text, so that the past is mostly what no cue speaks against.
"""

from __future__ import annotations

from digest.dates.tokens import Line
from digest.dates.vocabulary import Vocabulary

BEFORE, AFTER = 25, 4
"""Words before and after an expression among which cues are looked for, within its sentence."""
LIST_TOKENS, ITEM_TOKENS = 60, 12
"""Tokens above a list item among which the head of the list is looked for, and of one item."""
_SENTENCE_END = ".!؟?…"
_SHORTEST_VERB = 4


def tense(line: Line, start: int, end: int) -> bool | None:
    """Return True for ahead, False for behind, None where nothing tells, for the tokens `start…end`.

    The nearest cue before the expression decides, else a future verb just after it. A date in English ends an
    embedded post and says nothing of tense; what has lasted since a day began before.
    """
    token = line.tokens[start]
    if token.kind == "word" and token.text.isascii():
        return None
    if "preposition:since" in token.kinds:
        return False
    said, stopped = _before(line, start)
    if said is not None:
        return said
    for at in range(end, min(len(line), end + AFTER)):
        if line.tokens[at].kind in ("line", "mark"):
            break
        if _cue(line, at):
            return True
    head = _list_head(line, stopped)
    return _before(line, head)[0] if head is not None else None


def _before(line: Line, start: int) -> tuple[bool | None, int]:
    """Return the nearest cue before a token in its sentence, and the token at which looking ended."""
    for at in range(start - 1, max(-1, start - BEFORE), -1):
        if _ends_sentence(line, at):
            return None, at
        cue = _cue(line, at)
        if cue is not None:
            return cue, at
    return None, max(-1, start - BEFORE)


def _list_head(line: Line, at: int) -> int | None:
    """Return the colon above a list in whose items a line break at `at` stands, None if there is none.

    "ستكون المواعيد كما يلي:" is said of every item below it.
    """
    words = 0
    for back in range(at, max(-1, at - LIST_TOKENS), -1):
        token = line.token(back)
        if token.kind == "line":
            words = 0
            if line.mark(back - 1, ":"):
                return back - 1
        words += token.kind != "line"
        if words > ITEM_TOKENS:
            return None
    return None


def _ends_sentence(line: Line, at: int) -> bool:
    token = line.tokens[at]
    return token.kind == "line" or (token.kind == "mark" and token.text in _SENTENCE_END)


def _cue(line: Line, at: int) -> bool | None:
    token = line.tokens[at]
    if token.kind != "word":
        return None
    known: bool | None = token.senses.get("tense")
    if known is not None:
        return known
    return True if _is_future_verb(token.text, line.vocabulary) else None


def _is_future_verb(folded: str, words: Vocabulary) -> bool:
    """Tell whether a folded word looks like a verb of the third person with the future "س"."""
    bare = folded[1:] if folded[:1] in "وف" and len(folded) > _SHORTEST_VERB else folded
    return len(bare) >= _SHORTEST_VERB and bare[0] == "س" and bare[1] in "يت" and bare not in words.not_future
