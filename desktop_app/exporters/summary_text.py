"""A summary as lines for a terminal."""

from typing import Any

from desktop_app.exporters.wording import number, number_range


def summary_text(summary: dict[str, Any]) -> str:
    """The summary in reading order, ending with the sources."""
    case, rows = summary["case"], summary["rows"]
    lines = [
        case["title"],
        (f"Sources read up to {case['as_of']}. " if case["as_of"] else "") + f"Filter: {summary['filter']}.",
        f"{rows['shown']} of {rows['total']} rows; observed {_count(summary['observed'])}.",
    ]
    if summary["observed_is_minimum"]:
        lines.append(summary["observed_is_minimum"])
    lines += ["", "Per year, against the cap for all Member States together:"]
    for year in summary["years"]:
        lines += _year(year)
    lines += ["", f"{'Month':<9}{'Observed':<46}Notified to the UN (bbl)"]
    lines += [_month(month) for month in summary["months"]]
    if summary["not_placed_in_a_month"]["calls"]:
        lines.append(f"{'longer':<9}{_count(summary['not_placed_in_a_month'])}")
    lines += ["", "Observed per vessel:"]
    widest = max((len(name) for name in summary["vessels"]), default=0) + 2
    lines += [f"  {name:<{widest}}{_count(count)}" for name, count in summary["vessels"].items()]
    lines += ["", "Per mode:"]
    for mode, entry in summary["modes"].items():
        if mode != "all":
            observed = _count(entry["observed"]) if mode == "sea" else _carried(entry["observed"])
            lines.append(f"  {mode:<6}observed {observed}; claimed figures: {len(entry['claims'])}")
    lines += ["", "Claimed by reports (never added to the above):"]
    lines += [_claim(claim) for claim in summary["claims"]] or ["  none under this filter"]
    lines += ["", *summary["left_out"], "", f"Sources ({len(summary['sources'])}):"]
    lines += [
        f"  {source['id']}: {source['title']}. {source['publisher']}, {source['published']}. {source['url']}"
        for source in summary["sources"]
    ]
    return "\n".join(line.rstrip() for line in lines)


def _count(count: dict[str, Any]) -> str:
    about = "about " if count["calls_approximate"] else ""
    calls = f"{about}{count['calls']} call{'' if count['calls'] == 1 else 's'}"
    if not count["calls"]:
        return "no published call"
    if not count["calls_estimated"]:
        return f"{calls}, volume not estimated"
    volume = number_range(count["low_bbl"], count["high_bbl"])
    part = f" for {count['calls_estimated']} of them" if count["calls_estimated"] < count["calls"] else ""
    return f"{calls}, {volume} bbl{part}"


def _carried(trains: dict[str, Any] | None) -> str:
    if trains is None:
        return "no consignment published one by one"
    total, known = trains["consignments"], trains["consignments_in_barrels"]
    words = f"{total} consignment{'' if total == 1 else 's'}"
    if not known:
        return f"{words}, no barrels documented"
    part = f" for {known} of them" if known < total else ""
    return f"{words}, {number_range(trains['low_bbl'], trains['high_bbl'])} bbl{part}"


def _year(year: dict[str, Any]) -> list[str]:
    lines = [f"  {year['year']}  observed {_count(year['observed'])}"]
    if year["observed_share_of_cap"]:
        low, high = year["observed_share_of_cap"]
        lines[0] += f" = {low:.1%}–{high:.1%} of the cap of {number(year['cap_bbl'])} bbl"
    for row in year["notified"]:
        missing = len(row["months_not_covered"])
        gap = f"; {missing} month{'s'[: missing > 1]} not notified or not known" if missing else ""
        share = f" = {row['share_of_cap']:.1%}" if row["share_of_cap"] is not None else ""
        lines.append(f"        notified by {row['exporter']}: {number(row['volume_bbl'])} bbl{share}{gap}")
    return lines


def _month(month: dict[str, Any]) -> str:
    notified = ", ".join(f"{exporter} {number(bbl)}" for exporter, bbl in month["notified_bbl"].items())
    return f"{month['month']:<9}{_count(month['observed']):<46}{notified}"


def _claim(claim: dict[str, Any]) -> str:
    word = "" if claim["qualifier"] == "exactly" else f"{claim['qualifier']} "
    value = number_range(claim["low_bbl"], claim["high_bbl"])
    return (
        f"  {claim['claimant']}: {word}{value} bbl, {claim['mode']}, "
        f"{claim['from']} to {claim['to']} ({', '.join(claim['sources'])})"
    )
