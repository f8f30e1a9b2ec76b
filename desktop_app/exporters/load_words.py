"""How a voyage's volume was reckoned, in words."""

from desktop_app.domain.quantity import Estimate, Volume


def reckoning(volume: Volume) -> str:
    """The formula with its numbers, or why there is none."""
    return volume.basis if isinstance(volume, Estimate) else f"not estimated: {volume.reason}"
