"""How a voyage's volume was reckoned, in words."""

from typing import Final

from desktop_app.domain.load_model import Rung
from desktop_app.domain.quantity import Estimate, Volume
from desktop_app.exporters.wording import barrels, barrels_in_short, number

RUNG_NAMES: Final = {
    Rung.DOCUMENTED: "documented cargo",
    Rung.CURVE: "deadweight scale",
    Rung.MAX_DRAUGHT: "greatest draught",
    Rung.WATERLINE: "waterline",
    Rung.ASSUMED: "assumed fraction",
}


def rung_words(volume: Estimate) -> str:
    """How a volume was found, and why so: "assumed fraction: nothing tells how deep she lay"."""
    why = f"{volume.reason[:1].lower()}{volume.reason[1:]}".removesuffix(".")
    return f"{RUNG_NAMES[volume.rung]}: {why}" if why else RUNG_NAMES[volume.rung]


def estimate_words(volume: Estimate) -> str:
    """Barrels with their range."""
    return barrels(volume.low_bbl, volume.best_bbl, volume.high_bbl)


def cell_forms(volume: Estimate) -> tuple[str, ...]:
    """What a cell of a table says of barrels, without unit, from the fullest words to the shortest."""
    ends = (volume.low_bbl, volume.best_bbl, volume.high_bbl)
    return (
        barrels(*ends, unit=""),
        barrels_in_short(*ends, unit=""),
        number(volume.best_bbl),
        barrels_in_short(*(volume.best_bbl,) * 3, unit=""),
    )


def reckoning(volume: Volume) -> str:
    """The formula with its numbers and how it was found, or why there is none."""
    if not isinstance(volume, Estimate):
        return f"not estimated: {volume.reason}"
    how = rung_words(volume)
    return f"{estimate_words(volume)} = {volume.basis}\n{how[:1].upper()}{how[1:]}"
