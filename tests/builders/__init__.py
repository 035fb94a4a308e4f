"""Records for tests, built from real sentences."""

from tests.builders.collection import (
    FIRE_DAY,
    REOPENING_DAY,
    REPORT_DAY,
    person_id,
    sample_articles,
    sample_digest,
)
from tests.builders.single import (
    annotate,
    make_article,
    make_mention,
    make_profile,
    make_publication,
    make_quote,
    make_ref,
    make_timex,
    quote_id,
    quote_ref,
    span_of,
)

__all__ = [
    "FIRE_DAY",
    "REOPENING_DAY",
    "REPORT_DAY",
    "annotate",
    "make_article",
    "make_mention",
    "make_profile",
    "make_publication",
    "make_quote",
    "make_ref",
    "make_timex",
    "person_id",
    "quote_id",
    "quote_ref",
    "sample_articles",
    "sample_digest",
    "span_of",
]
