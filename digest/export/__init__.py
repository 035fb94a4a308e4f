"""The digest as data for other programs: `data/digest.json` and a file for each event; `digest.schema` has the shapes.

Same digest and configuration, same bytes: keys are sorted, tables keep the order of the digest, which is sorted
itself. Quotations and date expressions are citations and always carry their words; other text of articles is given
only as far as the project publishes it.
"""

from __future__ import annotations

import msgspec

from digest.addresses import event_data_path
from digest.citations import cited_refs, published_paragraphs
from digest.config import Config
from digest.export.articles import exported_article, exported_dates, exported_quote
from digest.export.collection import (
    exported_event,
    exported_happening,
    exported_outlet,
    exported_person,
    exported_story,
    exported_theme,
)
from digest.export.single import events_of
from digest.export.texts import Texts
from digest.records import Digest
from digest.schema.articles import Exported
from digest.schema.collection import SCHEMA_VERSION, ExportedDigest, ExportedMerge

__all__ = ["Texts", "encode", "export", "export_files", "exported", "exported_event"]


def export(digest: Digest, config: Config) -> bytes:
    """Return the whole digest as JSON: UTF-8, sorted keys, a final newline."""
    return encode(exported(digest, config))


def export_files(digest: Digest, config: Config) -> dict[str, bytes]:
    """Return the export of the whole digest and of each event, by path under the pages' folder."""
    whole = exported(digest, config)
    return {
        "data/digest.json": encode(whole),
        **{event_data_path(one.event.id): encode(one) for one in events_of(whole)},
    }


def encode(record: Exported) -> bytes:
    """Return an exported record as JSON: UTF-8, sorted keys, a final newline."""
    return msgspec.json.encode(record, order="sorted") + b"\n"


def exported(digest: Digest, config: Config) -> ExportedDigest:
    """Return the whole digest in its published shape."""
    publish = config.site.publish
    texts = Texts(digest, publish)
    main = {article: event.id for event in digest.events for article in event.articles}
    cited = cited_refs(digest)
    return ExportedDigest(
        schema_version=SCHEMA_VERSION,
        title=config.site.title,
        publish=publish,
        articles=tuple(
            exported_article(
                item,
                texts,
                event=main.get(item.article.id),
                themes=digest.article_themes.get(item.article.id, ()),
                shown=published_paragraphs(item.article, cited[item.article.id], publish),
            )
            for item in digest.articles
        ),
        quotes=tuple(exported_quote(ref, texts) for ref in digest.quotes),
        dates=tuple(date for item in digest.articles for date in exported_dates(item, texts)),
        people=tuple(exported_person(person) for person in digest.people),
        events=tuple(exported_event(event, texts) for event in digest.events),
        happenings=tuple(exported_happening(happening, texts) for happening in digest.happenings),
        themes=tuple(exported_theme(theme) for theme in digest.themes),
        stories=tuple(exported_story(story) for story in digest.stories),
        outlets=tuple(exported_outlet(outlet) for outlet in digest.outlets),
        merges=tuple(ExportedMerge(path=merge.path, into=merge.into) for merge in digest.merges),
    )
