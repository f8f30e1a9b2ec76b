"""Which made-up ship loaded on which day, and where it went: what everything else is made from.

The counts and sums are those published for 2024 (the reported record's claims hold them with their sources):
43 calls from 7 March to 5 November and none documented in August; more than 1,000,000 bbl with tankers 90 %
full, of it about 125,000 bbl with the first five to 22 March and more than 165,000 bbl in March. The fleet's
deadweights are chosen so that all of it 90 % full of gas oil (7.23 bbl/t) gives these sums. The case itself
knows less and more: not the deadweight of one ship, and draughts, waterlines or papers of others.
"""

from datetime import date, timedelta
from typing import Final, NamedTuple

from desktop_app.importers.training.chance import Chance

SEED: Final = 2397  # after resolution 2397, which set the cap

# Deadweight in tonnes of EXAMPLE 01, 02, …: published are ships of 1,000 to 9,000 t, most near the lower end.
DEADWEIGHTS_T: Final = (
    *(2_980, 3_710, 4_450, 3_160, 4_920),  # 19,220 t: the first five
    *(2_880, 3_270),  # with these 25,370 t: March
    *(2_650, 3_120, 4_980, 3_400, 2_950, 2_900),
    *(3_290, 5_500),  # two voyages each, the others three: 153,690 t in all
)
VOYAGES_PER_MONTH: Final = {3: 7, 4: 8, 5: 7, 6: 6, 7: 5, 9: 4, 10: 5, 11: 1}
FIRST_DAY: Final = date(2024, 3, 7)
LAST_DAY: Final = date(2024, 11, 5)
FIRST_FIVE_UNTIL: Final = 22  # March
# From 25 July on not even the short way would end before August, of which nothing is documented.
LAST_DAY_OF_JULY: Final = 24

NAMPO: Final = "nampo"
CHONGJIN: Final = "chongjin"


class Sailing(NamedTuple):
    """One voyage in outline.

    Attributes:
        number: from 1, in time order.
        ship: number of the ship, from 1.
        day: of the loading call.
        to_port_id: empty where the destination is not known.
        sea_days: days to the destination, also where that is not known.
    """

    number: int
    ship: int
    day: date
    to_port_id: str
    sea_days: int

    @property
    def arrival(self) -> date:
        """Day of arrival."""
        return self.day + timedelta(days=self.sea_days)


def sailings() -> tuple[Sailing, ...]:
    """All voyages in time order."""
    chance = Chance(SEED)
    days = _days(chance)
    return tuple(
        _sailing(chance, number, ship, day)
        for number, (ship, day) in enumerate(zip(_ships(chance, len(days)), days, strict=True), start=1)
    )


def _days(chance: Chance) -> list[date]:
    """A day of loading for each voyage, evenly spread with some play."""
    days = [FIRST_DAY]
    for month, count in VOYAGES_PER_MONTH.items():
        if month == FIRST_DAY.month:
            first_five = _spread(chance, month, FIRST_DAY.day + 1, FIRST_FIVE_UNTIL, 4)
            days += first_five + _spread(chance, month, FIRST_FIVE_UNTIL + 1, 31, count - 5)
        elif month == LAST_DAY.month:
            days.append(LAST_DAY)
        else:
            days += _spread(chance, month, 1, LAST_DAY_OF_JULY if month == 7 else 30, count)  # noqa: PLR2004 - July
    return days


def _spread(chance: Chance, month: int, first: int, last: int, count: int) -> list[date]:
    """One day in each of `count` equal parts of the days from first to last."""
    length = last - first + 1
    edges = [first + length * part // count for part in range(count + 1)]
    return [
        date(FIRST_DAY.year, month, chance.between(edges[part], edges[part + 1] - 1)) for part in range(count)
    ]


def _ships(chance: Chance, count: int) -> list[int]:
    """The fleet goes round; from the second round on neighbours may change places."""
    fleet = list(range(1, len(DEADWEIGHTS_T) + 1))
    ships = fleet.copy()
    while len(ships) < count:
        turn = fleet[: count - len(ships)]
        for place in range(0, len(turn) - 1, 2):
            if chance.happens(50):
                turn[place], turn[place + 1] = turn[place + 1], turn[place]
        ships += turn
    return ships


def _sailing(chance: Chance, number: int, ship: int, day: date) -> Sailing:
    """Nampo, round the whole peninsula, Chongjin, or a destination that nobody saw."""
    long_way = chance.between(11, 19)
    short_way = chance.between(2, 4)
    draw = chance.between(1, 100)
    in_august = day + timedelta(days=long_way) >= date(2024, 8, 1) and day.month <= 7  # noqa: PLR2004 - July
    if draw <= 40 and not in_august:  # noqa: PLR2004 - percent
        return Sailing(number, ship, day, NAMPO, long_way)
    if draw <= 75:  # noqa: PLR2004 - percent
        return Sailing(number, ship, day, CHONGJIN, short_way)
    return Sailing(number, ship, day, "", short_way)
