"""A summary as lines for a terminal."""

from collections.abc import Iterator
from typing import Any

from desktop_app.exporters.wording import barrels, number, number_range

_WHOLE_PRICE = 100


def summary_text(summary: dict[str, Any]) -> str:
    """The summary in reading order, ending with the sources."""
    return "\n".join(line.rstrip() for line in _lines(summary))


def _lines(summary: dict[str, Any]) -> Iterator[str]:
    case, rows = summary["case"], summary["rows"]
    yield case["title"]
    read_up_to = f"Sources read up to {case['as_of']}. " if case["as_of"] else ""
    yield f"{read_up_to}Filter: {summary['filter']}."
    if summary["assumptions"]["sentence"]:
        yield summary["assumptions"]["sentence"]
    yield f"{rows['shown']} of {rows['total']} rows; observed {_count(summary['observed'])}."
    if summary["observed_is_minimum"]:
        yield summary["observed_is_minimum"]
    yield from _intervals(summary["interval_95"])
    yield from _looks(summary["observability"])
    yield from ("", "Per year, against the cap for all Member States together, by sea and rail:")
    for year in summary["years"]:
        yield from _year(year)
    yield from _months(summary)
    yield from ("", "Observed per vessel:")
    widest = max((len(name) for name in summary["vessels"]), default=0) + 2
    for name, count in summary["vessels"].items():
        yield f"  {name:<{widest}}{_count(count)}"
    yield from ("", "Per mode:")
    for mode, entry in summary["modes"].items():
        if mode != "all":
            observed = _count(entry["observed"]) if mode == "sea" else _carried(entry["observed"])
            yield f"  {mode:<6}observed {observed}; claimed figures: {len(entry['claims'])}"
    yield from _payments(summary)
    yield from ("", "Claimed by reports (never added to the above):")
    yield from [_claim(claim) for claim in summary["claims"]] or ["  none under this filter"]
    yield from _conflicts(summary["conflicts"])
    yield from ("", "What the volumes assume:")
    for row in summary["assumptions"]["parameters"]:
        yield _parameter(row)
    yield from ("", *summary["left_out"], "", f"Sources ({len(summary['sources'])}):")
    for source in summary["sources"]:
        parts = (source["title"], ", ".join(filter(None, (source["publisher"], source["published"]))))
        yield f"  {source['id']}: {'. '.join(filter(None, parts))}. {source['url']}"


def _count(count: dict[str, Any]) -> str:
    about = "about " if count["calls_approximate"] else ""
    calls = f"{about}{number(count['calls'])} call{'' if count['calls'] == 1 else 's'}"
    if not count["calls"]:
        return "no published call"
    if not count["calls_estimated"]:
        return f"{calls}, volume not estimated"
    part = f" for {count['calls_estimated']} of them" if count["calls_estimated"] < count["calls"] else ""
    return f"{calls}, {_barrels(count)}{part}"


def _barrels(of: dict[str, Any]) -> str:
    return barrels(of["low_bbl"], of["best_bbl"], of["high_bbl"])


def _carried(trains: dict[str, Any] | None) -> str:
    if trains is None:
        return "no consignment published one by one"
    total, known = trains["consignments"], trains["consignments_in_barrels"]
    words = f"{total} consignment{'' if total == 1 else 's'}"
    if not known:
        return f"{words}, no barrels documented"
    return f"{words}, {_barrels(trains)}" + (f" for {known} of them" if known < total else "")


def _intervals(found: dict[str, Any]) -> Iterator[str]:
    """The two intervals, and what was drawn of them; each line says what it is."""
    drawn = "Drawn, not documented: with calls of unknown capacity from the range of the fleet, "
    ways = [("in closed form", found)]
    simulated = found["simulated"]
    if simulated is not None:
        ways.append((f"{number(simulated['draws'])} draws, seed {simulated['seed']}", simulated))
    for way, intervals in ways:
        if intervals["documented"] is not None:
            ends = _interval(intervals["documented"])
            yield f"95 % interval of the documented, by sea and rail: {ends}, {way}."
    for way, intervals in ways:
        if intervals["drawn"] is not None:
            mean = number(intervals["drawn"]["mean_bbl"])
            yield f"{drawn}mean {mean} bbl (95 %: {_interval(intervals['drawn'])}), {way}."


def _interval(interval: dict[str, Any]) -> str:
    return f"{number_range(interval['low_bbl'], interval['high_bbl'])} bbl"


def _looks(found: dict[str, Any]) -> Iterator[str]:
    """What could be seen, and the estimate that is corrected for the rest."""
    if found["sentence"]:
        yield found["sentence"]
    for port in found["ports"]:
        whole = port["corrected"]
        if whole["refused"]:
            # The reasons of single months say no more.
            yield f"{port['name']}, no correction for days without a look: {whole['refused']}"
            continue
        calls, volume = whole["calls"], whole["barrels"]
        told = f"{calls['mean']:g} calls ({number(calls['low'])}–{number(calls['high'])})"
        if volume is not None:
            told += f", {barrels(volume['low'], volume['best'], volume['high'])}"
        yield f"{port['name']}, corrected for days without a look, not documented: {told}."
        for sentence in port["left_out"]:
            yield f"  left out: {sentence}"


def _year(year: dict[str, Any]) -> Iterator[str]:
    yield f"  {year['year']}  observed by sea {_count(year['observed'])}"
    share, together = year["observed_share_of_cap"], year["with_rail"]
    if share is not None:
        volume = barrels(together["low"], together["best"], together["high"])
        used = f"{share['best']:.1%} ({share['low']:.1%}–{share['high']:.1%})"
        yield f"        sea and rail {volume} = {used} of {number(year['cap_bbl'])} bbl; {_crossed(year)}"
    for row in year["notified"]:
        missing = len(row["months_not_covered"])
        gap = f"; {missing} month{'s'[: missing > 1]} not notified or not known" if missing else ""
        used = f" = {row['share_of_cap']:.1%}" if row["share_of_cap"] is not None else ""
        yield f"        notified by {row['exporter']}: {number(row['volume_bbl'])} bbl{used}{gap}"


def _crossed(year: dict[str, Any]) -> str:
    days = year["cap_crossed"]
    if days is None:
        return "not crossed by what is estimated"
    best = f"on {days['best']} at best" if days["best"] else "not at best"
    last = f"{days['last']} at the latest" if days["last"] else "not at the low end"
    return f"crossed {best}, {days['first']} at the earliest, {last}"


def _months(summary: dict[str, Any]) -> Iterator[str]:
    told = {month["month"]: _count(month["observed"]) for month in summary["months"]}
    width = max([len("Observed"), *map(len, told.values())]) + 2
    yield from ("", f"{'Month':<9}{'Observed':<{width}}Notified to the UN (bbl)")
    for month in summary["months"]:
        notified = ", ".join(f"{exporter} {number(bbl)}" for exporter, bbl in month["notified_bbl"].items())
        yield f"{month['month']:<9}{told[month['month']]:<{width}}{notified}"
    if summary["not_placed_in_a_month"]["calls"]:
        yield f"{'longer':<9}{_count(summary['not_placed_in_a_month'])}"


def _payments(summary: dict[str, Any]) -> Iterator[str]:
    """Payments next to volumes; the implied price says that it is a check."""
    paid = [month for month in summary["months"] if month["payments"]]
    whole = summary["payments"]
    if not paid and not whole["longer_than_a_month"]:
        return
    price = "implied price, of a whole month even where the dates cut it: a check, not a finding"
    yield from ("", f"Payments ({price}):")
    for month in paid:
        sums = ", ".join(_paid(one) for one in month["payments"])
        yield f"  {month['month']}  {sums}{_price(month['implied_price'])}"
    for row in whole["longer_than_a_month"]:
        amount = "amount not published" if row["amount"] is None else f"{_amount(row)} {row['currency']}"
        yield f"  {row['from']} to {row['to']}: {amount} ({', '.join(row['sources'])})"
    if whole["implied_price"] is not None:
        yield f"  all under this filter{_price(whole['implied_price'])}"


def _paid(one: dict[str, Any]) -> str:
    count = f"{one['payments']} payment{'' if one['payments'] == 1 else 's'}"
    if one["amount"] is None:
        return f"{count} in {one['currency']}, amount not published"
    missing = f", {one['without_amount']} without an amount" if one["without_amount"] else ""
    return f"{_amount(one)} {one['currency']} in {count}{missing}"


def _amount(of: dict[str, Any]) -> str:
    word = "" if of["qualifier"] == "exactly" else f"{of['qualifier']} "
    return f"{word}{number(of['amount'])}"


def _price(price: dict[str, Any] | None) -> str:
    if price is None:
        return ""
    word = "" if price["qualifier"] == "exactly" else f"{price['qualifier']} "
    low, best, high = (
        number(value) if value >= _WHOLE_PRICE else f"{value:.2f}"
        for value in (price["low"], price["best"], price["high"])
    )
    return f"; implied {word}{best} ({low}–{high}) {price['currency']}/bbl"


def _claim(claim: dict[str, Any]) -> str:
    word = "" if claim["qualifier"] == "exactly" else f"{claim['qualifier']} "
    value = number_range(claim["low_bbl"], claim["high_bbl"])
    flag = f" ({claim['flag']})" if claim["flag"] else ""
    return (
        f"  {claim['claimant']}: {word}{value} bbl{flag}, {claim['mode']}, "
        f"{claim['from']} to {claim['to']} ({', '.join(claim['sources'])})"
    )


def _conflicts(found: list[dict[str, Any]]) -> Iterator[str]:
    if found:
        yield from ("", "Conflicts among these figures:")
    for one in found:
        yield f"  {one['title']}: {one['readings']} {one['treatment']} ({', '.join(one['sources'])})"


def _parameter(row: dict[str, Any]) -> str:
    unit = f" {row['unit']}" if row["unit"] else ""
    told = _range(row["value"]) + unit
    if row["value"] != row["published"]:
        told += f" instead of the published {_range(row['published'])}{unit}"
    sources = f" ({', '.join(row['sources'])})" if row["sources"] else " (changed by hand)"
    return f"  {row['name']}: {told}{sources}"


def _range(value: dict[str, float]) -> str:
    if value["low"] == value["high"]:
        return f"{value['best']:.4g}"
    return f"{value['best']:.4g} ({value['low']:.4g}–{value['high']:.4g})"
