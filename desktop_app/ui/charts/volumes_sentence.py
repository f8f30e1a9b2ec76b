"""What stands under the volumes chart: what its numbers rest on and what they leave out."""

from desktop_app.exporters import watch_words
from desktop_app.exporters.left_out import FIGURES_LEFT_OUT, minimum_sentence
from desktop_app.exporters.volumes_beside import by_ais_sentence
from desktop_app.exporters.wording import calls
from desktop_app.query.results import CallCount
from desktop_app.ui.charts.cap_crossing import crossing_words
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.charts.volumes_tips import rail_sentence


def chart_sentences(data: VolumesData, total: CallCount) -> list[str]:
    """Assumptions, days without a look, calls without a volume, the cap, and what is in no bar."""
    watched = data.beside.watched
    looks = watch_words.minimum_sentence(watched) if watched is not None and watched.told_of else ""
    crossing = crossing_words(data)
    told = [
        data.assumed_sentence,
        looks,
        *_corrected(data),
        by_ais_sentence(data.beside.by_ais) if data.beside.by_ais is not None else "",
        minimum_sentence(total),
        f"The running total of the year {crossing}." if crossing else "",
    ]
    if sum(cell.calls for cell in data.unplaced.values()):
        about = any(cell.approximate for cell in data.unplaced.values())
        count = calls(sum(cell.calls for cell in data.unplaced.values()), approximate=about)
        told.append(f"In no bar: {count} known only within a time longer than a {data.period.value}.")
    told.append(rail_sentence(data.total))
    if data.figures_left_out:
        told.append(FIGURES_LEFT_OUT)
        if data.has_payments:
            told.append("Payments name none of these either: only dates and words choose them.")
    if data.off_axis:
        told.append(f"{data.off_axis} figures outside these years are in neither half of the chart.")
    return [sentence for sentence in told if sentence]


def _corrected(data: VolumesData) -> list[str]:
    """The months with exposure together, port by port; they stand beside the bars and are in no sum."""
    ports = data.beside.corrected
    if not ports:
        return []
    from desktop_app.exporters.corrected import port_sentence  # noqa: PLC0415 - numpy: 0.1 s of the start

    return [f"Beside what is documented, in no sum: {port_sentence(port)}" for port in ports]
