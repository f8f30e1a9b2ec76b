"""Words of closed lists as people write them, in English, Russian and Korean."""

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from desktop_app.domain.movement import Activity, HowKnown, Riding, Sensor, Tracker
from desktop_app.domain.statement import Measure, Mode, Qualifier, Visibility
from desktop_app.query.name_folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    Activity: {
        Activity.LOAD: "load|loading|loaded|lading|погрузка|налив|загрузка|적재|선적|적하",
        Activity.DISCHARGE: (
            "discharge|discharging|discharged|unload|unloading|offloading|выгрузка|слив|разгрузка|하역|양하"
        ),
        Activity.UNKNOWN: "unknown|other|n a|неизвестно|미상",
    },
    Tracker: {
        Tracker.ON: "on|yes|transmitting|active|вкл|включен|включён|켜짐|켬",
        Tracker.OFF: "off|no|dark|silent|not transmitting|выкл|выключен|꺼짐|끔",
        Tracker.UNKNOWN: "unknown|n a|неизвестно|미상",
    },
    Riding: {
        Riding.HIGH: "high|ballast|in ballast|empty|light|в балласте|балласт|порожний|공선|밸러스트",
        Riding.LOW: "low|laden|loaded|full|deep|в грузу|гружёный|만선|만재|적재",
        Riding.UNKNOWN: "unknown|n a|неизвестно|미상",
    },
    Sensor: {
        Sensor.OPTICAL: "optical|satellite|satellite image|imagery|eo|оптика|спутник|광학",
        Sensor.SAR: "sar|radar|sentinel 1|радар|рса|레이더",
        Sensor.AIS: "ais|аис",
        Sensor.WEBCAM: "webcam|camera|photo|вебкамера|камера|фото|웹캠|사진",
        Sensor.REPORT: "report|reported|human|сообщение|доклад|보고|신고",
        Sensor.UNKNOWN: "unknown|n a|неизвестно|미상",
    },
    HowKnown: {
        HowKnown.IMAGE: "image|imagery|satellite|photo|sar|optical|снимок|спутник|фото|영상|위성",
        HowKnown.AIS: "ais|tracking|аис",
        HowKnown.REPORT: "report|reported|document|documents|media|сообщение|документ|보고|문서",
    },
    Mode: {
        Mode.SEA: "sea|ship|ships|tanker|vessel|море|морем|судно|танкер|해상|해운",
        Mode.RAIL: "rail|train|railway|жд|железная дорога|поезд|철도",
        Mode.ALL: "all|both|any|все|всё|전체",
    },
    Measure: {
        Measure.BARRELS: "barrels|bbl|bbls|barrel|баррели|баррелей|배럴",
        Measure.CALLS: "calls|port calls|visits|voyages|deliveries|trips|заходы|рейсы|поставки|항차|입항",
        Measure.TANKERS: "tankers|ships|vessels|танкеры|суда|유조선|척",
        Measure.SHARE: "share|percent|per cent|%|доля|процент|비율|퍼센트",
        Measure.TONNES: "tonnes|tons|t|mt|metric tons|тонны|тонн|톤",
        Measure.ROUBLES: "roubles|rubles|rub|рубли|рублей|руб|루블",
    },
    Qualifier: {
        Qualifier.EXACTLY: "exactly|equal|=|ровно|точно|정확히",
        Qualifier.MORE_THAN: "more than|over|above|>|более|больше|свыше|초과|이상의",
        Qualifier.AT_LEAST: "at least|minimum|no less than|>=|≥|не менее|минимум|최소|이상",
        Qualifier.ABOUT: "about|approximately|approx|around|circa|ca|~|≈|около|примерно|ок|약|대략",
        Qualifier.UP_TO: "up to|at most|maximum|<=|≤|до|не более|최대|이하",
        Qualifier.NEARLY: "nearly|almost|just under|почти|거의",
    },
    Visibility: {
        Visibility.CLEAR: "clear|visible|seen|ясно|видно|맑음",
        Visibility.CLOUD: "cloud|cloudy|clouds|overcast|облачно|облака|облачность|구름|흐림",
        Visibility.NO_IMAGE: "no image|none|no imagery|no pass|нет снимка|нет|영상 없음|없음",
    },
}


def words_of(kind: type[StrEnum]) -> "Mapping[str, str]":
    """What people write for the words of a list → the word, both folded as names are compared."""
    known: dict[str, str] = {}
    for member, words in _WORDS[kind].items():
        for word in (member.value, *words.split("|")):
            known.setdefault(fold(word) or word, member.value)
    return known


def read_choice(text: str, known: "Mapping[str, str]") -> str:
    """The word that a text means.

    Raises:
        ValueError: it means none; the text names those that there are.
    """
    found = known.get(fold(text) or text.strip())
    if found is None:
        raise ValueError(f"none of {', '.join(dict.fromkeys(known.values()))}")
    return found


def read_choices(text: str, known: "Mapping[str, str]") -> str:
    """Several words, separated by spaces, commas, semicolons or plus signs, in the order of the list.

    Raises:
        ValueError: a word means none.
    """
    try:
        found = {read_choice(text, known)}
    except ValueError:
        parts = [part for part in text.replace(";", " ").replace(",", " ").replace("+", " ").split() if part]
        if len(parts) < 2:  # noqa: PLR2004 - one word was tried already
            raise
        found = {read_choice(part, known) for part in parts}
    return " ".join(word for word in dict.fromkeys(known.values()) if word in found)
