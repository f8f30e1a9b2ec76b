"""What a replay says in words: the moment, and the reports behind it."""

from datetime import UTC, datetime
from math import isnan

from desktop_app.domain.imports import CHECK_WORDS, DOUBT_BITS
from desktop_app.exporters import wording
from desktop_app.exporters.things import vessel_words
from desktop_app.query.replay import Moment, Reel, Scene
from desktop_app.storage.case_store import CaseStore


def clock_words(second: float) -> str:
    """An instant: 7 Mar 2024 04:30 UTC."""
    return wording.instant(datetime.fromtimestamp(int(second), UTC))


def moment_words(moment: Moment | None, second: float) -> str:
    """Where the ship is at an instant, as far as anybody knows."""
    if moment is None:
        return "not heard yet"
    if moment.is_silent:
        return f"no report for {wording.lasting(second - moment.heard_s)}, shown where last heard"
    speed = "speed not told" if isnan(moment.sog_kn) else f"{moment.sog_kn:.1f} kn"
    course = "" if isnan(moment.course_deg) else f", course {moment.course_deg:03.0f}°"
    return f"{speed}{course}, {_place(moment)}"


def map_label(store: CaseStore, reel: Reel, moment: Moment, second: float) -> str:
    """The same in short, for the mark on the map."""
    name = vessel_words(store, reel.vessel_id)
    if moment.is_silent:
        return f"{name} · last heard {wording.lasting(second - moment.heard_s)} ago"
    return name if isnan(moment.sog_kn) else f"{name} · {moment.sog_kn:.1f} kn"


def reports_words(store: CaseStore, scene: Scene) -> str:
    """How many reports are behind what is played, when they begin and end, and which are doubtful."""
    return " ".join(_reports(store, reel, named=len(scene.reels) > 1) for reel in scene.reels)


def _reports(store: CaseStore, reel: Reel, *, named: bool) -> str:
    within = reel.within
    count = within.stop - within.start
    of_ship = f" of {vessel_words(store, reel.vessel_id)}" if named else ""
    if not count:
        return f"No report{of_ship} in this time."
    first, last = (clock_words(reel.times[place]) for place in (within.start, within.stop - 1))
    doubts = reel.doubts[within]
    told = [
        f"{wording.number(flagged)} for {words}"
        for check, words in CHECK_WORDS.items()
        if check in DOUBT_BITS and (flagged := int((doubts & DOUBT_BITS[check] != 0).sum()))
    ]
    flags = f"; flagged {', '.join(told)}" if told else "; none flagged"
    reports = "1 report" if count == 1 else f"{wording.number(count)} reports"
    return f"{reports}{of_ship}, {first} to {last}{flags}."


def _place(moment: Moment) -> str:
    lat = f"{abs(moment.lat):.4f}° {'N' if moment.lat >= 0 else 'S'}"
    return f"{lat}, {abs(moment.lon):.4f}° {'E' if moment.lon >= 0 else 'W'}"
