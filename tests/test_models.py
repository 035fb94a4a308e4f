"""The models' adapter, on data written for the tests; what needs torch and transformers is skipped without them.

Golden cases (`tests/cases/models/`) put the answers of a recogniser and a disambiguator into a case, so they test what
the program makes of answers. The disambiguator itself runs here, as camel-tools ships it, on a tiny database. The
recogniser's own code runs where its packages are installed; elsewhere its module is replaced by a stub, which shows how
it is called and what it may see, and nothing about its labels.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import types
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.arabic import fold_word
from digest.config import LimitsSection, ModelsSection
from digest.errors import ConfigError
from digest.executors import process_files, worker_initializer
from digest.lexicon import default_lexicons
from digest.models import Lemma, Recognised, find_mentions_with, open_models
from digest.models.camel import Tagger, load_tagger
from digest.models.data import DataFolders
from digest.models.lemmas import review, to_lemma
from digest.models.tagging import WINDOW, recognise
from digest.names import find_mentions
from digest.names.hits import Hit, Spotted
from digest.names.tokens import tokenise
from digest.pipeline import cache_key
from digest.records import Article, Mention
from tests.builders import make_article, span_of

DATA = Path(__file__).parent / "models"
CASES = sorted((Path(__file__).parent / "cases" / "models").glob("*.yml"))
LEXICONS = default_lexicons()
LEMMAS = ModelsSection(lemmas=True, data=str(DATA))

VERB = Lemma(lemma="غاص", pos="verb", present=True, pronoun=False, proper=False, listed=True)


class Scripted:
    """A recogniser and disambiguator that answer what a case says."""

    def __init__(self, recognised: Sequence[Recognised] = (), lemmas: Mapping[str, Lemma] | None = None) -> None:
        self.fingerprint = "scripted"
        self.has_lemmas = lemmas is not None
        self._recognised = tuple(recognised)
        self._lemmas = lemmas or {}

    def recognise(self, article: Article) -> tuple[Recognised, ...]:
        return self._recognised

    def lemmas(self, words: Sequence[str]) -> tuple[Lemma | None, ...]:
        return tuple(self._lemmas.get(word) for word in words)


def recognised(article: Article, item: dict[str, Any]) -> Recognised:
    span = span_of(article.text, item["words"], item.get("nth", 0))
    return Recognised(span=span, kind=item["kind"], probability=item.get("probability", 0.99))


def said(mention: Mention) -> dict[str, Any]:
    return {"mention": mention.text, "entity": mention.entity, "kind": mention.kind}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    article = make_article(*case["text"])
    lemmas = dict.fromkeys(case["verbs"], VERB) if "verbs" in case else None
    models = Scripted([recognised(article, item) for item in case.get("recognised", [])], lemmas)
    plain = find_mentions(article, LEXICONS)
    found = find_mentions_with(models, article, LEXICONS)
    assert [said(m) for m in found if m.rule == "model"] == case.get("added", [])
    rest = [said(m) for m in found if m.rule != "model"]
    if lemmas is None:
        assert rest == [said(m) for m in plain]
    else:
        assert [said(m) for m in plain] == case["without"]
        assert rest == case["with"]


# ---------------------------------------------------------------------------------------------------- tagging


def word_tagger(labels: Mapping[str, str], seen: list[list[str]] | None = None) -> Tagger:
    """A tagger that knows words; a word's ids are its place among those asked and, for long ones, further pieces."""
    asked: list[str] = []

    def encode(word: str) -> list[int]:
        if word == "☃":
            return []
        asked.append(word)
        return [len(asked) - 1, *[-1] * (len(word) > 6)]

    def score(ids: Sequence[int]) -> list[dict[str, float]]:
        if seen is not None:
            seen.append([asked[at] for at in ids if at >= 0])
        assert len(ids) <= WINDOW
        return [{labels.get(asked[at], "O") if at >= 0 else "B-LOC": 0.9, "B-MISC": 0.1} for at in ids]

    return Tagger(encode, score)


def names(article: Article, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(r.span.of(article.text), r.kind) for r in recognise(article, word_tagger(labels))]


def test_labels_become_spans_over_the_text() -> None:
    article = make_article(("title", "مرفأ دروبفيل"), "زار إلياس دروبنيك مجلسَ المرافئ في دروبفيل ☃ ثم عاد.")
    labels = {"إلياس": "B-PERS", "دروبنيك": "I-PERS", "مجلس": "B-ORG", "المرافئ": "I-ORG", "دروبفيل": "B-LOC"}
    assert names(article, labels) == [
        ("دروبفيل", "place"),
        ("إلياس دروبنيك", "person"),
        ("مجلسَ المرافئ", "institution"),
        ("دروبفيل", "place"),
    ]


def test_what_follows_a_label_of_another_kind_begins_anew() -> None:
    article = make_article("واحد اثنان ثلاثة أربعة خمسة")
    labels = {"واحد": "I-PERS", "اثنان": "I-PERS", "ثلاثة": "I-LOC", "أربعة": "B-LOC", "خمسة": "I-MISC"}
    assert names(article, labels) == [("واحد اثنان", "person"), ("ثلاثة", "place"), ("أربعة", "place")]


def test_furniture_is_not_read() -> None:
    article = make_article(("boilerplate", "اقرأ أيضا: دروبفيل"), ("caption", "صورة دروبفيل"))
    assert names(article, {"دروبفيل": "B-LOC"}) == [("دروبفيل", "place")]


def test_a_long_sentence_is_read_in_windows_that_end_between_words() -> None:
    count = 3 * WINDOW // 2
    text = " ".join(f"كلمة{n}" if n % 2 else "قصيرة" for n in range(count)) + " دروبفيل"
    seen: list[list[str]] = []
    found = recognise(make_article(text), word_tagger({"دروبفيل": "B-LOC"}, seen))
    assert [r.span.of(text) for r in found] == ["دروبفيل"]
    assert len(seen) > 1
    assert [word for window in seen for word in window] == text.split()


def test_the_model_reads_words_without_vowel_marks() -> None:
    seen: list[list[str]] = []
    recognise(make_article("«زارَ» دروبفيل، الميناءُ."), word_tagger({}, seen))
    assert seen == [["«", "زار", "»", "دروبفيل", "،", "الميناء", "."]]


# ---------------------------------------------------------------------------------------------------- lemmas


def test_the_disambiguator_of_camel_tools_on_a_tiny_database() -> None:
    models = open_models(LEMMAS, Path("/nowhere"))
    assert models is not None
    verb, noun, name, unknown, empty = models.lemmas(("يغوص", "زورقه", "يحيى", "دروبنيك", ""))
    assert verb == VERB
    assert noun == Lemma(lemma="زورق", pos="noun", present=False, pronoun=True, proper=False, listed=True)
    assert name is not None and name.proper and not name.ends_name
    assert unknown is not None and not unknown.listed and not unknown.ends_name
    assert empty is None
    assert verb.ends_name and noun.ends_name


def test_a_word_with_a_preposition_ends_no_name() -> None:
    models = open_models(LEMMAS, Path("/nowhere"))
    assert models is not None
    (lemma,) = models.lemmas(("بزورق",))
    assert lemma is not None and lemma.listed and not lemma.ends_name


def test_no_analysis_is_no_lemma() -> None:
    assert to_lemma([]) is None


def test_a_verb_after_a_name_is_no_surname_with_the_real_disambiguator() -> None:
    models = open_models(LEMMAS, Path("/nowhere"))
    assert models is not None
    article = make_article("وقال الكابتن مازن يغوص كل يوم.")
    assert [m.text for m in find_mentions(article, LEXICONS)] == ["مازن يغوص"]
    assert [m.text for m in find_mentions_with(models, article, LEXICONS)] == ["مازن"]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("سامر الحلبي يغوص", "سامر الحلبي"),
        ("سامر بن يغوص", ""),
        ("عدنان سامر بن يغوص سامر", "عدنان سامر"),
        ("سامر الحلبي", "سامر الحلبي"),
    ],
)
def test_where_the_review_ends_a_name(name: str, left: str) -> None:
    tokens = tokenise(make_article(name))
    words = tuple(token.folded for token in tokens)
    spotted = Spotted((Hit(0, len(words) - 1, 0, "person", None, words, "name"),), ())
    reviewed = review(tokens, spotted, {"يغوص": VERB}.get, LEXICONS)
    assert [" ".join(t.written for t in tokens[h.first : h.last + 1]) for h in reviewed.hits] == [left] * bool(left)
    assert [h.words for h in reviewed.hits] == [tuple(fold_word(left).split())] * bool(left)


def test_the_review_leaves_curated_names_and_things_alone() -> None:
    tokens = tokenise(make_article("سامر يغوص"))
    words = tuple(token.folded for token in tokens)
    hits = (
        Hit(0, 1, 0, "person", "macron", words, "lexicon"),
        Hit(0, 1, 0, "institution", None, words, "body"),
    )
    assert review(tokens, Spotted(hits, ()), {"يغوص": VERB}.get, LEXICONS).hits == hits


# ---------------------------------------------------------------------------------------------------- switching on


def test_models_are_off_by_default() -> None:
    assert open_models(ModelsSection(), DATA) is None


def problems(root: Path, section: ModelsSection) -> list[tuple[int | None, str, str]]:
    with pytest.raises(ConfigError) as caught:
        open_models(section, root)
    assert {p.path for p in caught.value.problems} == {"digest.toml"}
    return [(p.line, p.message, p.hint) for p in caught.value.problems]


@pytest.fixture
def extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the extra seem to be installed."""
    monkeypatch.setattr("digest.models.data.util.find_spec", types.ModuleType)


def test_a_missing_folder_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "digest.toml").write_text('[models]\ndata = "words"\nlemmas = true\n', encoding="utf-8")
    ((line, message, hint),) = problems(tmp_path, ModelsSection(lemmas=True, data="words"))
    assert line == 3
    assert message == "[models] lemmas: the folder of model data, words, does not exist"
    assert "mkdir -p words && CAMELTOOLS_DATA=words camel_data -i disambig-mle-calima-msa-r13. " in hint


def test_a_missing_extra_and_a_missing_catalogue_are_told_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digest.models.data.util.find_spec", lambda name: None)
    (tmp_path / "digest.toml").write_text("[site]\n\n[models]\nner = true\n", encoding="utf-8")
    (tmp_path / "models").mkdir()
    first, second = problems(tmp_path, ModelsSection(ner=True))
    assert first[:2] == (4, "[models] ner: the recogniser needs torch and transformers, which are not installed")
    assert '".[models]"' in first[2]
    assert second[:2] == (4, "[models] ner: the folder of model data, models, has no catalogue.json")
    assert "ner-arabert" in second[2]
    assert "://" not in first[2] + second[2]


@pytest.mark.usefixtures("extra")
@pytest.mark.parametrize(
    ("catalogue", "words"),
    [
        ("{", "is no catalogue of model data"),
        ('{"components": {}}', "lists no NamedEntityRecognition"),
        (
            '{"components": {"NamedEntityRecognition": {"default": "x", "datasets": {"x": {"path": "ner/x"}}}}}',
            "lacks config.json and model.safetensors or pytorch_model.bin",
        ),
    ],
)
def test_damaged_data_is_told(tmp_path: Path, catalogue: str, words: str) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "catalogue.json").write_text(catalogue, encoding="utf-8")
    ((_, message, hint),) = problems(tmp_path, ModelsSection(ner=True))
    assert words in message
    assert hint


def copied(folder: Path, changed: Mapping[str, str]) -> Path:
    """A copy of the tiny data with some files written anew."""
    for path in DATA.rglob("*"):
        if path.suffix in (".json", ".db"):
            target = folder / path.relative_to(DATA)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(changed.get(path.name, path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


@pytest.mark.parametrize("changed", [{"morphology.db": "###DEFINES###\nDEFINE\n"}, {"model.json": '{"يغوص": {}}'}])
def test_data_that_cannot_be_loaded_is_told_and_not_a_traceback(tmp_path: Path, changed: dict[str, str]) -> None:
    models = open_models(ModelsSection(lemmas=True, data=str(copied(tmp_path, changed))), tmp_path)
    assert models is not None
    with pytest.raises(ConfigError, match="cannot be used"):
        models.lemmas(("يغوص",))


# ---------------------------------------------------------------------------------------------------- identity


def test_results_are_cached_under_the_models_that_gave_them(tmp_path: Path) -> None:
    one = open_models(LEMMAS, tmp_path)
    text = (DATA / "data/morphology_db/tiny/morphology.db").read_text(encoding="utf-8")
    other = open_models(
        ModelsSection(lemmas=True, data=str(copied(tmp_path, {"morphology.db": text.replace("dive", "plunge")}))),
        tmp_path,
    )
    keys = {cache_key(b"x", "x.txt", LimitsSection(), LEXICONS, models) for models in (None, one, other)}
    assert len(keys) == 3
    again = open_models(ModelsSection(lemmas=True, data=str(copied(tmp_path / "copy", {}))), tmp_path)
    assert one is not None and again is not None and again.fingerprint == one.fingerprint


def test_models_travel_to_workers_and_any_number_gives_the_same() -> None:
    models = open_models(LEMMAS, Path("/nowhere"))
    assert pickle.loads(pickle.dumps(models)) == models
    text = "قارب في المرفأ\n\nوقال الكابتن مازن يغوص كل يوم، ثم عاد إلى بيته في آخر النهار مع بقية البحارة.\n"
    files = [(f"{n}.txt", text.encode()) for n in range(20)]
    alone = list(process_files(files, LimitsSection(), LEXICONS, models=models))
    start, arguments = worker_initializer(LimitsSection(), None, models)
    with ProcessPoolExecutor(2, initializer=start, initargs=arguments) as pool:
        shared = list(process_files(files, LimitsSection(), LEXICONS, executor=pool))
    assert shared == alone
    assert [m.text for m in alone[0].articles[0].mentions] == ["مازن"]


# ---------------------------------------------------------------------------------------------------- the import trap


def run(code: str, home: Path) -> str:
    """Run Python code in a process of its own, with an empty home and every connection refused."""
    guard = (
        "import socket\n"
        "def refuse(*_, **__): raise AssertionError('the network was asked')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
    )
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(DATA.parents[1])}
    environment.pop("CAMELTOOLS_DATA", None)
    done = subprocess.run(
        [sys.executable, "-c", guard + code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


_UNSAFE = ("camel_tools.data", "camel_tools.ner", "camel_tools.disambig", "camel_tools.morphology", "torch")


def test_the_program_imports_nothing_that_needs_data_and_leaves_the_home_alone(tmp_path: Path) -> None:
    code = "import sys, digest.build, digest.cli, digest.models, digest.serve\nprint(*sys.modules, sep='\\n')"
    loaded = run(code, tmp_path).split()
    assert "digest.models.camel" in loaded
    assert not set(_UNSAFE) & set(loaded)
    assert not {name for name in loaded if name.startswith("transformers")}
    assert list(tmp_path.iterdir()) == []


def test_loading_asks_no_network_and_leaves_home_and_environment_alone(tmp_path: Path) -> None:
    code = (
        "import os\nfrom pathlib import Path\nfrom digest.config import ModelsSection\n"
        "from digest.models import open_models\n"
        "before = dict(os.environ)\n"
        f"models = open_models(ModelsSection(lemmas=True, data={str(DATA)!r}), Path())\n"
        "print(models.lemmas(('يغوص',))[0].pos, dict(os.environ) == before)\n"
    )
    assert run(code, tmp_path).split() == ["verb", "True"]
    assert list(tmp_path.iterdir()) == []


def test_a_build_without_models_never_looks_at_their_folder(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "articles").mkdir(parents=True)
    (project / "articles" / "a.txt").write_text("قارب في المرفأ\n\nعاد القارب إلى المرفأ مساء.\n", encoding="utf-8")
    (project / "models").mkdir()
    (project / "models" / "catalogue.json").write_text("{", encoding="utf-8")
    code = (
        "import os, sys\nfrom pathlib import Path\n"
        "touched = []\n"
        "def note(event, arguments):\n"
        "    if arguments and isinstance(arguments[0], (str, Path)) and 'project/models' in str(arguments[0]):\n"
        "        touched.append(event)\n"
        "sys.addaudithook(note)\n"
        "stat = os.stat\n"
        "def noted(path, *rest, **named):\n"
        "    note('stat', (path,))\n"
        "    return stat(path, *rest, **named)\n"
        "os.stat = noted\n"
        "from digest.analysis import analyze\nfrom digest.project import Project\n"
        f"project = Project.open(Path({str(project)!r}))\n"
        "print(len(analyze(project, project.articles).digest.articles), touched)\n"
        "Path(project.root / 'models').is_dir()\n"
        "print(touched)\n"
    )
    assert run(code, tmp_path / "project").splitlines() == ["1 []", "['stat']"]


# ---------------------------------------------------------------------------------------------------- the recogniser


def test_the_recogniser_is_loaded_behind_the_wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With stubs for its packages: from which folder, on which device, with which environment. Nothing on labels."""
    seen: dict[str, Any] = {}

    class Stub:
        def __init__(self, path: str, use_gpu: bool = True) -> None:
            seen.update(path=path, gpu=use_gpu, env=dict(os.environ))
            self.labels_map = {0: "B-LOC", 1: "O"}
            self.model = types.SimpleNamespace(eval=lambda: None)
            self.tokenizer = types.SimpleNamespace(
                cls_token_id=1,
                sep_token_id=2,
                tokenize=list,
                convert_tokens_to_ids=lambda pieces: [ord(p) for p in pieces],
            )

    stubs = {
        "torch": types.SimpleNamespace(set_num_threads=lambda n: seen.update(threads=n)),
        "camel_tools.ner": types.SimpleNamespace(NERecognizer=Stub),
        "transformers.utils.logging": types.SimpleNamespace(disable_progress_bar=lambda: seen.update(bar=False)),
    }
    for name, stub in stubs.items():
        monkeypatch.setitem(sys.modules, name, stub)  # type: ignore[arg-type]
    before = dict(os.environ)
    tagger = load_tagger(DataFolders(tmp_path, tmp_path / "data/ner/tiny", None, None))
    assert tagger.encode("نص") == [ord("ن"), ord("ص")]
    assert (seen["path"], seen["gpu"], seen["threads"], seen["bar"]) == (
        str(tmp_path / "data/ner/tiny"),
        False,
        1,
        False,
    )
    assert seen["env"]["CAMELTOOLS_DATA"] == str(tmp_path)
    assert seen["env"]["HF_HUB_OFFLINE"] == seen["env"]["TRANSFORMERS_OFFLINE"] == "1"
    assert seen["env"]["HOME"] not in (before.get("HOME"), "")
    assert not Path(seen["env"]["HOME"]).exists()
    assert dict(os.environ) == before


@pytest.fixture(scope="session")
def tiny_network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny data with a recogniser in it; skips where its packages are not installed."""
    pytest.importorskip("torch", reason="needs the extra `models`")
    pytest.importorskip("transformers", reason="needs the extra `models`")
    from tests.models.tiny_bert import write_tiny_bert  # noqa: PLC0415

    folder = copied(tmp_path_factory.mktemp("models"), {})
    labels = {"ستانيماكوف": "B-PERS", "دروب": "I-PERS", "##نيك": "B-LOC", "دروبفيل": "B-LOC", "المرفأ": "O"}
    write_tiny_bert(folder / "data" / "ner" / "tiny", labels)
    return folder


def test_the_recogniser_of_camel_tools_on_a_tiny_network(tiny_network: Path) -> None:
    models = open_models(ModelsSection(ner=True, data=str(tiny_network)), Path("/nowhere"))
    assert models is not None
    article = make_article("جلس ستانيماكوف دروبنيك على الرصيف في دروبفيل ☃ قرب المرفأ.")
    found = models.recognise(article)
    assert [(r.span.of(article.text), r.kind) for r in found] == [
        ("ستانيماكوف دروبنيك", "person"),
        ("دروبفيل", "place"),
    ]
    assert all(0.99 < r.probability <= 1 for r in found)
    added = [m.text for m in find_mentions_with(models, article, LEXICONS) if m.rule == "model"]
    assert added == ["ستانيماكوف دروبنيك", "دروبفيل"]


def test_labels_are_those_of_camel_tools_own_predict(tiny_network: Path) -> None:
    folders = DataFolders(tiny_network, tiny_network / "data/ner/tiny", None, None)
    tagger = load_tagger(folders)
    from camel_tools.ner import NERecognizer  # noqa: PLC0415 - behind the wall by now

    words = ["جلس", "ستانيماكوف", "دروبنيك", "،", "دروبفيل", "المرفأ", "دروبنيك"]
    (theirs,) = NERecognizer(str(folders.recogniser), use_gpu=False).predict([words])
    ids = [tagger.encode(word) for word in words]
    rows = tagger.score([piece for pieces in ids for piece in pieces])
    firsts = [sum(len(pieces) for pieces in ids[:at]) for at in range(len(ids))]
    assert [max(rows[at], key=rows[at].__getitem__) for at in firsts] == theirs
    assert set(theirs) == {"O", "B-PERS", "I-PERS", "B-LOC"}


def test_the_network_is_loaded_without_the_network(tiny_network: Path, tmp_path: Path) -> None:
    code = (
        "import os\nfrom pathlib import Path\nfrom digest.config import ModelsSection\n"
        "from digest.models import open_models\nfrom tests.builders import make_article\n"
        f"models = open_models(ModelsSection(ner=True, data={str(tiny_network)!r}), Path())\n"
        "print(len(models.recognise(make_article('في دروبفيل.'))))\n"
    )
    assert run(code, tmp_path).strip() == "1"
    assert list(tmp_path.iterdir()) == []
