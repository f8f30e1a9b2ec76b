"""What could be seen of the loading port on which day: made up, but for the cloud of all August."""

from datetime import date, timedelta
from typing import Final

from desktop_app.domain.statement import Observation, Visibility
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.importers.training.chance import Chance
from desktop_app.importers.training.movements import FROM_PORT
from desktop_app.importers.training.sailings import FIRST_DAY, LAST_DAY, SEED, Sailing
from desktop_app.importers.training.sources import IMAGES, MARK, cite

_AUGUST: Final = TimeSpan.of_days(date(2024, 8, 1), date(2024, 8, 31), Precision.MONTH)


def observations(outline: tuple[Sailing, ...]) -> tuple[Observation, ...]:
    """What weather let be seen of the loading port, in runs of days; clear on every day of a call."""
    chance = Chance(SEED + 5)
    must_be_clear = {sailing.day for sailing in outline}
    runs: list[tuple[Visibility, date, date, int]] = []
    state = Visibility.CLEAR
    day = FIRST_DAY
    while day <= LAST_DAY:
        if day.month == _AUGUST.start.month:
            runs.append((Visibility.CLOUD, day, _AUGUST.last_day, 97))
            day = _AUGUST.last_day + timedelta(days=1)
            continue
        if chance.happens(18):
            state = (Visibility.CLEAR, Visibility.CLOUD, Visibility.NO_IMAGE)[chance.between(0, 2)]
        now = Visibility.CLEAR if day in must_be_clear else state
        share = chance.between(0, 15) if now is Visibility.CLEAR else chance.between(70, 100)
        if runs and runs[-1][0] is now and runs[-1][2].month == day.month:
            runs[-1] = (now, runs[-1][1], day, runs[-1][3])
        else:
            runs.append((now, day, day, share))
        day += timedelta(days=1)
    return tuple(_observation(number, *run) for number, run in enumerate(runs, start=1))


def _observation(number: int, visibility: Visibility, first: date, last: date, cloud: int) -> Observation:
    words = {
        Visibility.CLEAR: "Vostochny lay open to view",
        Visibility.CLOUD: "cloud hid Vostochny",
        Visibility.NO_IMAGE: "no picture of Vostochny was taken",
    }
    whole_august = (first, last) == (_AUGUST.first_day, _AUGUST.last_day)
    precision = Precision.DAY if first == last else Precision.INTERVAL
    return Observation(
        id=f"watch-{number:03}",
        port_id=FROM_PORT,
        when=_AUGUST if whole_august else TimeSpan.of_days(first, last, precision),
        visibility=visibility,
        text=f"{MARK}: {words[visibility]}{' all month' if whole_august else ''}.",
        citation=cite(IMAGES),
        cloud_share=None if visibility is Visibility.NO_IMAGE else cloud / 100,
    )
