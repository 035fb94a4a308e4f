"""camel-tools behind a wall: the only module that imports the parts of it which need data, and only when called.

Importing `camel_tools.data` (and with it `ner`, `disambig` and `morphology`) makes a folder in the user's home, reads
a catalogue from the folder that `CAMELTOOLS_DATA` names *at that moment*, and downloads one if there is none. So the
imports happen here inside `_walled`: with the project's own folder, whose catalogue has been seen to exist, with a
temporary home, and with the hub client told to stay off the network. Models are then loaded from explicit paths, so
that it does not matter which catalogue the process happened to import first.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from digest.errors import ConfigError, Problem
from digest.models.data import CONFIG, DataFolders

_BACKOFF = "NOAN_PROP"
"""Words without an analysis are proper nouns: the setting that `MLEDisambiguator.pretrained` uses."""

_EVERY = 1_000
"""Analyses of one word that are asked for: all of them (words have some tens)."""

Encode = Callable[[str], Sequence[int]]
"""From a word to the ids of its pieces."""
Score = Callable[[Sequence[int]], Sequence[Mapping[str, float]]]
"""From the ids of a window to the probability of each label, for each id."""


class Tagger(NamedTuple):
    """A recogniser reduced to two functions, so that all that is ours can be tested without its packages."""

    encode: Encode
    score: Score


@contextlib.contextmanager
def _walled(data: Path) -> Iterator[None]:
    """Let imports and loading see the project's data, a home of their own and no network; put everything back."""
    with tempfile.TemporaryDirectory(prefix="digest-models-") as home:
        changes = {
            "CAMELTOOLS_DATA": str(data),
            "HOME": home,
            "USERPROFILE": home,
            "HF_HOME": home,
            "HF_HUB_OFFLINE": "1",
            "TRANSFORMERS_OFFLINE": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
        }
        before = {name: os.environ.get(name) for name in changes}
        os.environ.update(changes)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def load_tagger(folders: DataFolders) -> Tagger:
    """Return camel-tools' recogniser, on the CPU and on one thread.

    Its `predict` gives labels only and, where a word has no pieces, one label too few; so the network is asked
    directly, with the pieces, the special pieces and the choice of each word's first piece as in `predict`. Labels are
    the same (`tests/test_models.py` compares them where the packages are installed), probabilities come with them.
    One thread, because the last digits of sums depend on how many threads share them.
    """
    assert folders.recogniser is not None
    with _walled(folders.root), _told("ner", folders.recogniser):
        torch = importlib.import_module("torch")
        ner = importlib.import_module("camel_tools.ner")
        importlib.import_module("transformers.utils.logging").disable_progress_bar()
        torch.set_num_threads(1)
        recogniser = ner.NERecognizer(str(folders.recogniser), use_gpu=False)
    model, tokenizer = recogniser.model.eval(), recogniser.tokenizer
    labels = [str(recogniser.labels_map[at]) for at in sorted(recogniser.labels_map)]
    first, last = tokenizer.cls_token_id, tokenizer.sep_token_id

    def encode(word: str) -> Sequence[int]:
        ids: Sequence[int] = tokenizer.convert_tokens_to_ids(tokenizer.tokenize(word))
        return ids

    def score(ids: Sequence[int]) -> Sequence[Mapping[str, float]]:
        with torch.no_grad():
            logits = model(input_ids=torch.tensor([[first, *ids, last]])).logits[0, 1:-1]
        rows = torch.softmax(logits, dim=-1).tolist()
        return [dict(zip(labels, row, strict=True)) for row in rows]

    return Tagger(encode, score)


def load_analyses(folders: DataFolders) -> Callable[[str], list[Mapping[str, Any]]]:
    """Return a function from a word to its analyses, the likeliest first, by camel-tools' MLE disambiguator.

    The cache of the disambiguator never stores what it finds, so it is left out; callers keep what they ask for.
    """
    assert folders.disambiguator is not None and folders.morphology is not None
    with _walled(folders.root), _told("lemmas", folders.disambiguator):
        database = importlib.import_module("camel_tools.morphology.database")
        analyzer = importlib.import_module("camel_tools.morphology.analyzer")
        mle = importlib.import_module("camel_tools.disambig.mle")
        words = analyzer.Analyzer(database.MorphologyDB(str(folders.morphology / "morphology.db"), "a"), _BACKOFF)
        model = str(folders.disambiguator / "model.json")
        disambiguator = mle.MLEDisambiguator(words, model, top=_EVERY, cache_size=0)
    where = folders.disambiguator

    def analyses(word: str) -> list[Mapping[str, Any]]:
        with _told("lemmas", where):
            return [scored.analysis for scored in disambiguator.disambiguate([word])[0].analyses]

    return analyses


@contextlib.contextmanager
def _told(key: str, folder: Path) -> Iterator[None]:
    """Turn whatever a foreign loader raises on damaged data into a problem that names the folder.

    Every kind of exception, because that code raises any: this is the one place where data of others is decoded by
    code of others.
    """
    try:
        yield
    except Exception as error:
        problem = Problem(
            path=CONFIG,
            message=f"[models] {key}: the model data in {folder} cannot be used: {type(error).__name__}: {error}",
            hint="Fetch it anew, or see docs/models.md.",
        )
        raise ConfigError([problem]) from error
