"""What an animation is to show and how fast."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.domain.figure_design import Design
from desktop_app.query.animation_steps import Step
from desktop_app.runtime.errors import UsageError
from desktop_app.ui.figure.subject import Subject

ENDINGS: Final = (".mp4", ".webm", ".gif", ".png")
FPS_LIMITS: Final = (1, 60)
SECONDS_LIMITS: Final = (0.02, 60.0)
LENGTH_LIMIT: Final = 1_000


@dataclass(frozen=True, slots=True)
class AnimationRequest:
    """A figure and how time goes on in it.

    Attributes:
        path: .mp4, .webm or .gif; of .png each picture is a file of its own, NAME-0001.png and so on.
        subject: its filter's dates are the period that is played.
        design: the page, and its dots per inch.
        step: how far time goes on from picture to picture.
        cumulative: every picture shows all from the first day on.
        length: otherwise, how many steps a picture shows.
        skips_empty: no picture of a step in which nothing is.
        fps: pictures a second of a film, each step being repeated; a GIF has one for each step.
        seconds_per_step: how long each step is seen.
    """

    path: Path
    subject: Subject
    design: Design
    step: Step = Step.MONTH
    cumulative: bool = False
    length: int = 1
    skips_empty: bool = False
    fps: int = 10
    seconds_per_step: float = 0.5

    @property
    def ending(self) -> str:
        """Of the path, in small letters."""
        return self.path.suffix.lower()

    @property
    def repeats(self) -> int:
        """Pictures of a film for each step."""
        return max(round(self.fps * self.seconds_per_step), 1)


def check_request(request: AnimationRequest) -> None:
    """Refuse what cannot be made, before any work is done for it.

    Raises:
        UsageError: unknown ending, or a number out of range.
    """
    if request.ending not in ENDINGS:
        raise UsageError(
            f"{request.path.name!r} is no film; use .mp4, .webm, .gif, or .png for single pictures"
        )
    low, high = FPS_LIMITS
    if not low <= request.fps <= high:
        raise UsageError(f"{request.fps} pictures a second cannot be shown; choose {low} to {high}")
    shortest, longest = SECONDS_LIMITS
    if not shortest <= request.seconds_per_step <= longest:
        raise UsageError(
            f"a step cannot be seen for {request.seconds_per_step:g} s; choose {shortest:g} to {longest:g}"
        )
    if not 1 <= request.length <= LENGTH_LIMIT:
        raise UsageError(f"a picture cannot show {request.length} steps; choose 1 to {LENGTH_LIMIT}")
