"""Where an assumption comes from, as text with links to the cards behind it.

Links are keys of things, "source:id" or "parameter:id"; whatever a case holds is escaped.
"""

from collections.abc import Iterable
from html import escape
from typing import Final

from desktop_app.domain.assumption import Assumption, Assumptions
from desktop_app.domain.statement import ConversionFactor, Rule
from desktop_app.exporters.assumption_words import range_words
from desktop_app.exporters.standing import who_changed
from desktop_app.exporters.wording import NO_BREAK_SPACE, instant, number
from desktop_app.query.cap import cap_rule
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.content import Content

# The sources of one assumption that its line has room for; its card lists all.
MOST_NAMED: Final = 2


def origin_html(record: Content, row: Assumption, assumptions: Assumptions, changed: str = "") -> str:
    """Who states the value in use, the published one beside it, and who changed it and when."""
    published = next((one for one in record.parameters if one.id == row.key), None)
    sources = published.citation.source_ids if published is not None else ()
    told = f"{_link(f'parameter:{row.key}', f'Published {range_words(row.published, row.unit)}')}"
    parts = [f"{told}: {_sources(record, sources, f'parameter:{row.key}')}"]
    if not row.subject:
        parts.insert(0, "<b>Moved by hand</b>")
    elif row.subject.startswith("scenario_value:"):
        name = _link(row.subject, f"“{assumptions.name}”")
        parts.insert(0, f"<b>Scenario</b> {name}: {_sources(record, row.source_ids, row.subject)}")
    if changed:
        parts.append(escape(changed))
    return " · ".join(parts)


def changed_words(store: CaseStore, subject: str) -> str:
    """Who changed a row of the case last, and when; empty where nobody has."""
    found = who_changed(store, subject)
    return f"changed by {found[0]}, {instant(found[1])}" if found is not None else ""


def fixed_html(record: Content) -> str:
    """What every volume rests on too and no slider moves: factors by product, and the cap, with sources."""
    products: dict[str, list[ConversionFactor]] = {}
    for row in record.factors:
        products.setdefault(row.product, []).append(row)
    lines = [
        f"{escape(product)}: {'; '.join(_factor(record, row) for row in rows)}"
        for product, rows in products.items()
    ]
    rule = cap_rule(record)
    if rule is not None:
        lines.append(_cap(record, rule))
    return "".join(f'<p style="margin: 0 0 3px 0">{line}</p>' for line in lines)


def _factor(record: Content, row: ConversionFactor) -> str:
    told = f"{row.bbl_per_t:g}{NO_BREAK_SPACE}bbl/t"
    sources = _sources(record, row.citation.source_ids, f"factor:{row.id}")
    return f"{_link(f'factor:{row.id}', told)} ({escape(row.authority)}; {sources})"


def _cap(record: Content, rule: Rule) -> str:
    told = f"{number(rule.limit or 0.0)}{NO_BREAK_SPACE}{rule.unit} per {rule.period}"
    words = escape(f"cap on {rule.subject}, all states together: ")
    key = f"rule:{rule.id}"
    return f"{words}{_link(key, told)} ({_sources(record, rule.citation.source_ids, key)})"


def _sources(record: Content, source_ids: Iterable[str], cited_by: str) -> str:
    """The first publishers, each a link to its source's card; of more, a link to the row that cites all."""
    by_id = {source.id: source for source in record.sources}
    cited = [by_id[ident] for ident in source_ids if ident in by_id]
    links = [_link(f"source:{source.id}", source.publisher or source.title) for source in cited[:MOST_NAMED]]
    if len(cited) > MOST_NAMED:
        links.append(_link(cited_by, f"and {len(cited) - MOST_NAMED} more"))
    return ", ".join(links)


def _link(key: str, words: str) -> str:
    return f'<a href="{escape(key)}" style="text-decoration: none">{escape(words)}</a>'
