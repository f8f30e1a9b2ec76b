"""What an observed sum and the ledgers beside it leave out, in sentences."""

from typing import Final

from desktop_app.exporters.wording import number
from desktop_app.query.results import CallCount

# Said wherever a filter leaves those two ledgers out.
FIGURES_LEFT_OUT: Final = (
    "Notified and claimed figures name no ship, port or cargo and are left out under this filter."
)


def minimum_sentence(total: CallCount) -> str:
    """What the observed sum leaves out; empty if nothing."""
    missing = total.calls - total.estimated
    if total.calls == 0:
        return "No call is published under this filter; that is not a zero."
    if missing == 0:
        return ""
    about = "about " if total.approximate else ""
    if total.estimated == 0:
        plural = "s" if total.calls > 1 else ""
        return (
            f"No volume is estimated: of {about}{total.calls} call{plural}, "
            f"none has both its ship and her size documented."
        )
    return (
        f"A minimum: a volume is estimated for {number(total.estimated)} of {about}{number(total.calls)} "
        f"calls; for the other {number(missing)} the ship or her "
        f"size is not documented, or she was in ballast."
    )
