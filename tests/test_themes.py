from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from digest import pipeline
from digest.errors import LexiconError
from digest.lexicon import Lexicons, default_lexicons
from digest.links.themes import article_themes
from digest.pipeline import FileResult
from digest.records import Article, Event, FrontMatter, Mention, RawArticle
from digest.themes import ThemeScore, build_themes, classify, classify_passages, event_themes, find_theme
from digest.themes.score import find_clues
from digest.themes.vocabulary import TABLE, ThemesTable, clue_key, vocabulary
from tests.builders import make_article, make_mention, sample_digest, span_of

CASES = sorted((Path(__file__).parent / "cases" / "themes").glob("*.yml"))
LEXICONS = default_lexicons()
THEMES = vocabulary(LEXICONS).themes


def mentions_of(article: Article, names: list[str]) -> tuple[Mention, ...]:
    found = [make_mention(article, name, name, nth=n) for name in names for n in range(article.text.count(name))]
    return tuple(sorted(found, key=lambda mention: mention.span))


def slugs(scores: tuple[ThemeScore, ...]) -> list[str]:
    return [THEMES[score.theme].slug for score in scores]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    front = FrontMatter(theme=case.get("front"))
    article = make_article(("title", case["title"]), *case["body"], front=front)
    found = classify(article, mentions_of(article, case.get("names", [])), LEXICONS)
    assert slugs(found) == case["themes"]
    for slug, words in case.get("words", {}).items():
        (score,) = (score for score in found if THEMES[score.theme].slug == slug)
        assert set(words) <= set(score.words)


def test_words_stand_in_the_article_without_joined_prepositions() -> None:
    article = make_article(
        ("title", "للانتخابات موعد جديد"), "وبالانتخابــات الرئاسية اكتفى الحزب، فالبَرلمان باق حتى الاقتراع."
    )
    words = {word for score in classify(article, (), LEXICONS) for word in score.words}
    assert {"لانتخابات", "الانتخابــات الرئاسية", "البَرلمان"} <= words
    assert all(word in article.text for word in words)


def test_a_headline_outside_the_text_counts() -> None:
    article = make_article("ضرب الساحل فجر اليوم وشعر به السكان، وتبعته هزات ارتدادية.", title="زلزال يضرب الساحل")
    assert slugs(classify(article, (), LEXICONS))[0] == "disaster"


def test_scores_are_strengths_and_the_broader_theme_is_at_least_as_strong() -> None:
    article = make_article(("title", "زلزال يضرب الساحل"), "ضرب زلزال قوي الساحل وتبعته هزات ارتدادية.")
    narrow, broad = classify(article, (), LEXICONS)
    assert 0.5 <= narrow.score <= broad.score < 1


def test_furniture_and_captions_are_no_evidence() -> None:
    article = make_article(
        ("title", "لقاء في المكتبة"), "التقى الجاران في المكتبة.", ("boilerplate", "زلزال زلزال زلزال")
    )
    assert {found.clue.key for found in find_clues(article, (), vocabulary(LEXICONS))}.isdisjoint({"زلزال"})


def test_passages_count_as_headlines() -> None:
    assert slugs(classify_passages(["تعقد القمة العربية في مارس المقبل"], LEXICONS)) == [
        "international-relations",
        "politics",
    ]
    assert classify_passages([], LEXICONS) == ()


def test_one_clue_in_a_long_passage_is_not_enough() -> None:
    passage = (
        "وقالت إنها تتذكر الزلزال كلما عادت إلى البيت القديم الذي باعه أبوها قبل أن يرحل إلى المدينة مع إخوته الصغار"
    )
    assert classify_passages([passage], LEXICONS) == ()


# ------------------------------------------------------------------------------------------------ the collection


def score(theme: str, value: float, *words: str) -> ThemeScore:
    return ThemeScore(theme=theme, score=value, words=words)


DISASTER, QUAKE, WEATHER, POLITICS = "medtop:03000000", "medtop:20000148", "medtop:17000000", "medtop:11000000"


def test_an_event_has_the_themes_that_half_of_its_articles_have() -> None:
    merged = event_themes(
        [
            [score(QUAKE, 0.7, "زلزال"), score(DISASTER, 0.7, "زلزال")],
            [score(QUAKE, 0.6, "الزلزال", "زلزال"), score(DISASTER, 0.6, "زلزال"), score(WEATHER, 0.55, "أمطار")],
        ],
        LEXICONS,
    )
    assert [(s.theme, s.score) for s in merged] == [(QUAKE, 0.65), (DISASTER, 0.65)]
    assert merged[0].words == ("زلزال", "الزلزال")


def test_a_theme_set_by_hand_in_one_article_decides_for_the_event() -> None:
    merged = event_themes([[score(POLITICS, 1.0)], [score(QUAKE, 0.9, "زلزال"), score(DISASTER, 0.9)]], LEXICONS)
    assert [s.theme for s in merged] == [POLITICS]


def test_an_event_without_articles_has_no_themes() -> None:
    assert event_themes([], LEXICONS) == ()


def test_broader_themes_list_what_narrower_ones_list() -> None:
    event: Event = msgspec.structs.replace(sample_digest().events[0], themes=("medtop:20000642",))
    themes = build_themes({"a-1": ["medtop:20000642"], "a-2": [POLITICS]}, [event], LEXICONS)
    found = {theme.id: theme for theme in themes}
    assert [theme.id for theme in themes] == sorted(found)
    assert found["medtop:20000642"].articles == ("a-1",)
    assert found["medtop:20000638"].articles == ("a-1",)
    assert found[POLITICS].articles == ("a-1", "a-2")
    assert found[POLITICS].events == (event.id,)
    assert found["medtop:20000642"].parent == "medtop:20000638"
    assert found["medtop:20000642"].official


@pytest.mark.parametrize("name", ["medtop:20000638", "international-relations", "علاقات دولية ودبلوماسية"])
def test_themes_are_found_by_code_slug_and_label(name: str) -> None:
    assert find_theme(name, LEXICONS) == "medtop:20000638"


def test_an_unknown_theme_is_not_found_and_changes_nothing() -> None:
    assert find_theme("no-such-theme", LEXICONS) is None
    front = FrontMatter(theme="no-such-theme")
    article = make_article(("title", "زلزال يضرب الساحل"), front=front)
    assert slugs(classify(article, (), LEXICONS))[0] == "disaster"


# ------------------------------------------------------------------------------------------------ the lexicon


def test_the_first_level_is_complete_and_slugs_are_safe_and_unique() -> None:
    firsts = [theme for theme, entry in THEMES.items() if entry.parent is None]
    assert firsts == sorted(firsts, key=list(THEMES).index)
    assert sorted(firsts) == [f"medtop:{n:02}000000" for n in range(1, 18)]
    found = [entry.slug for entry in THEMES.values()]
    assert len(set(found)) == len(found)
    assert all(set(slug) <= set("abcdefghijklmnopqrstuvwxyz-") for slug in found)


def test_no_word_stands_twice_in_one_theme_or_in_the_mask() -> None:
    table = LEXICONS.get(TABLE, ThemesTable)
    lists = {theme: [*e.strong, *e.plain, *e.weak] for theme, e in table.theme.items()} | {"mask": list(table.mask)}
    for name, words in lists.items():
        keys = [clue_key(word) for word in words]
        assert sorted(keys) == sorted(set(keys)), name


def test_words_are_letters_alone() -> None:
    table = LEXICONS.get(TABLE, ThemesTable)
    words = [*table.mask, *(w for e in table.theme.values() for w in (*e.strong, *e.plain, *e.weak, *e.people))]
    assert [w for w in words if not all(c.isalnum() or c in " -" for c in w) or w != " ".join(w.split())] == []


def test_a_project_may_add_words_and_themes(tmp_path: Path) -> None:
    (tmp_path / "themes.toml").write_text(
        '[theme."medtop:20000538"]\nstrong = ["غوص حر"]\n'
        '[theme."medtop:20000549"]\nslug = "diving"\nlabel = "غوص"\nparent = "medtop:20000538"\nstrong = ["غواصين"]\n',
        encoding="utf-8",
    )
    own = Lexicons.load(tmp_path)
    article = make_article(("title", "ملتقى لهواة الغوص الحر"), "اجتمع هواة الغوص الحر أمس.")
    assert [s.theme for s in classify(article, (), own)] == ["medtop:20000538", "medtop:10000000"]
    assert classify(article, (), LEXICONS) == ()


@pytest.mark.parametrize("parent", ["medtop:99999999", "medtop:20000549"])
def test_a_parent_that_is_no_broader_theme_is_an_error(tmp_path: Path, parent: str) -> None:
    (tmp_path / "themes.toml").write_text(
        f'[theme."medtop:20000549"]\nslug = "diving"\nlabel = "غوص"\nparent = "{parent}"\n', encoding="utf-8"
    )
    with pytest.raises(LexiconError, match=parent):
        vocabulary(Lexicons.load(tmp_path))


def test_an_entry_without_words_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "themes.toml").write_text('mask = [" "]\n', encoding="utf-8")
    with pytest.raises(LexiconError, match="no words"):
        vocabulary(Lexicons.load(tmp_path))


def test_a_word_that_a_project_lists_again_counts_once(tmp_path: Path) -> None:
    (tmp_path / "themes.toml").write_text('[theme."medtop:20000148"]\nplain = ["زلزال"]\n', encoding="utf-8")
    article = make_article(("title", "زلزال يضرب الساحل"), "ضرب زلزال قوي الساحل.")
    assert classify(article, (), Lexicons.load(tmp_path)) == classify(article, (), LEXICONS)


def test_span_helper_finds_what_the_cases_name() -> None:
    article = make_article("نبيل حرب ونبيل حرب")
    assert [m.span for m in mentions_of(article, ["نبيل حرب"])] == [
        span_of(article.text, "نبيل حرب"),
        span_of(article.text, "نبيل حرب", 1),
    ]


# ------------------------------------------------------------------------------------------------ the pipeline


def test_themes_are_found_with_the_article_and_kept_with_it() -> None:
    text = "حريق في ميناء الرملة\n\nاندلع حريق في ميناء الرملة وأخمدته فرق الإطفاء."
    raw = RawArticle(path="a.txt", format="text", encoding="utf-8", text=text, lines=(1, 2, 3))
    item = pipeline.annotate(raw, LEXICONS)
    assert item.themes == classify(item.article, item.mentions, LEXICONS) != ()
    assert pipeline.decode(
        pipeline.encode(FileResult(path="a.txt", raws=(), articles=(item,), problems=()))
    ).articles == (item,)
    unread = msgspec.structs.replace(item, themes=None)
    assert article_themes([item], LEXICONS) == article_themes([unread], LEXICONS)
