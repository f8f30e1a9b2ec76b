"""Which reports of long tracks are drawn: all, or where a case holds more than a page can, every n-th.

What is drawn less of is drawn only: questions, cards and exports take every report.
"""

from typing import TYPE_CHECKING, Final

from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop_app.storage.fixes import Fixes

# A page with a million reports takes 430 MB and pans at 40 frames a second (`./tumen bench`); two million are
# what the weakest laptop that is meant still has room for.
MOST_DRAWN: Final = 2_000_000


def drawn_every(store: CaseStore, most: int = MOST_DRAWN) -> int:
    """N where every n-th report is drawn; 1 for all."""
    return max(1, -(-sum(track.fixes for track in store.record.tracks) // most))


def drawn_reports(fixes: "Fixes", every: int) -> "NDArray[np.intp]":
    """Places of the reports that are drawn.

    The first and last, those on both sides of a silence and those with a flag are always among them: a
    track never seems longer unheard, or shorter, than it is.
    """
    import numpy as np  # noqa: PLC0415 - the words alone need none, and the first picture has none

    from desktop_app.query.silences import SHORTEST_S, silences  # noqa: PLC0415 - as above

    if every == 1:
        return np.arange(fixes.count)
    keep = np.zeros(fixes.count, np.bool_)
    keep[::every] = True
    keep[-1] = True
    keep |= fixes.doubts != 0
    before = silences(fixes.t_s, SHORTEST_S)
    keep[before] = True
    keep[before + 1] = True
    return np.flatnonzero(keep)


def drawn_words(every: int) -> str:
    """What the legend says of it; empty where all are drawn."""
    return "" if every == 1 else f"every {_ordinal(every)} report drawn"


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}th" if number % 100 in {11, 12, 13} else f"{number}{ending}"
