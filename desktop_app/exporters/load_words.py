"""How a voyage's volume was reckoned, in words."""

from typing import Final

from desktop_app.domain.load_model import Rung
from desktop_app.domain.quantity import Estimate, Volume
from desktop_app.exporters.wording import barrels

RUNG_NAMES: Final = {
    Rung.DOCUMENTED: "documented cargo",
    Rung.CURVE: "deadweight scale",
    Rung.MAX_DRAUGHT: "greatest draught",
    Rung.WATERLINE: "waterline",
    Rung.ASSUMED: "assumed fraction",
}
RUNG_WORDS: Final = {
    Rung.DOCUMENTED: "the cargo itself is documented",
    Rung.CURVE: "a measured draught on the ship's deadweight scale",
    Rung.MAX_DRAUGHT: "a measured draught beside the ship's greatest draught",
    Rung.WATERLINE: "she was laden, but nothing tells how deep she lay",
    Rung.ASSUMED: "nothing tells how deep she lay",
}


def rung_words(rung: Rung) -> str:
    """How a volume was found, and what that rests on."""
    return f"{RUNG_NAMES[rung]}: {RUNG_WORDS[rung]}"


def estimate_words(volume: Estimate) -> str:
    """Barrels with their range."""
    return barrels(volume.low_bbl, volume.best_bbl, volume.high_bbl)


def reckoning(volume: Volume) -> str:
    """The formula with its numbers and how it was found, or why there is none."""
    if not isinstance(volume, Estimate):
        return f"not estimated: {volume.reason}"
    how = rung_words(volume.rung)
    return f"{estimate_words(volume)} = {volume.basis}\n{how[:1].upper()}{how[1:]}"
