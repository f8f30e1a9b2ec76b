"""The lines of a report as a window shows them: counted by reason, the first of the chosen kind at hand."""

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from desktop_app.domain.imports import ReportLine, Verdict
from desktop_app.exporters.wording import number
from desktop_app.runtime.feedback import Feedback

SHOWN: Final = 10_000
REASONS: Final = 200
_ASK_EVERY: Final = 4096
VERDICTS: Final = {
    Verdict.REJECTED: "Rejected",
    Verdict.DOUBTFUL: "Doubtful",
    Verdict.UPDATED: "Updated",
    Verdict.MERGED: "Merged",
    Verdict.UNCHANGED: "Unchanged",
    Verdict.ACCEPTED: "Accepted",
}


class Chosen(NamedTuple):
    """Which lines are wanted: all, those of a verdict, or of a verdict and a reason."""

    verdict: Verdict | None = None
    reason: str = ""

    def takes(self, line: ReportLine) -> bool:
        """Whether a line is wanted."""
        return (self.verdict is None or line.verdict is self.verdict) and (
            not self.reason or line.reason == self.reason
        )


class LinesFound(NamedTuple):
    """What a report holds.

    Attributes:
        lines: the first `SHOWN` that are wanted.
        wanted: how many are wanted.
        by_choice: how many there are of each verdict and of the most frequent reasons of each.
    """

    lines: tuple[ReportLine, ...]
    wanted: int
    by_choice: tuple[tuple[Chosen, int], ...]


def find_lines(lines: Iterable[ReportLine], chosen: Chosen, feedback: Feedback) -> LinesFound:
    """Read a report through.

    Raises:
        Cancelled: it was called off.
    """
    kept: list[ReportLine] = []
    wanted = 0
    counts: Counter[tuple[Verdict, str]] = Counter()
    for place, line in enumerate(lines):
        if place % _ASK_EVERY == 0:
            feedback.tell(place, 0)
        counts[line.verdict, line.reason] += 1
        if chosen.takes(line):
            wanted += 1
            if len(kept) < SHOWN:
                kept.append(line)
    by_choice: list[tuple[Chosen, int]] = []
    for verdict in VERDICTS:
        of_verdict = [(reason, count) for (one, reason), count in counts.most_common() if one is verdict]
        if of_verdict:
            by_choice.append((Chosen(verdict), sum(count for _, count in of_verdict)))
            by_choice += [(Chosen(verdict, reason), count) for reason, count in of_verdict[:REASONS]]
    return LinesFound(tuple(kept), wanted, tuple(by_choice))


def choice_words(chosen: Chosen, count: int) -> str:
    """An entry of the list of what can be looked at."""
    if chosen.verdict is None:
        return f"All lines ({number(count)})"
    words = VERDICTS[chosen.verdict]
    return f"{words}: {chosen.reason} ({number(count)})" if chosen.reason else f"{words} ({number(count)})"


def lines_words(line: ReportLine) -> str:
    """Line or run of lines."""
    if line.last_line > line.first_line:
        return f"{line.first_line:,}–{line.last_line:,}"
    return f"{line.first_line:,}" if line.first_line else ""
