"""Finds silences and port visits in a case file, and prints them: an example of the Python API.

python -m desktop_app.analysis.example CASE [GAP_HOURS]
"""

import sys

from desktop_app.analysis import PARAMETERS, EventKind, EventParameters, event_rows, open_case


def main(words: list[str]) -> int:
    """Print the events of the case; the value is the exit code."""
    if not words:
        sys.stderr.write("usage: python -m desktop_app.analysis.example CASE [GAP_HOURS]\n")
        return 2
    parameters = EventParameters(gap_h=float(words[1]) if len(words) > 1 else 12.0)
    with open_case(words[0]) as detector:
        fleet = detector.fleet
        sys.stdout.write(f"{fleet.count:,} reports of {len(fleet.vessel_ids)} ships\n")
        for kind in (EventKind.GAP, EventKind.VISIT):
            events = detector.events(kind, parameters)
            sys.stdout.write(f"{kind.value}: {len(events)}\n")
            for row in event_rows(detector, events, parameters):
                time = f"{row['start_utc']:%Y-%m-%d %H:%M}  {row['duration_h']:7.1f} h"
                place = f" at {row['place']}" if row["place"] else ""
                sys.stdout.write(f"  {time}  {row['vessel_id']}{place}\n")
    facts = PARAMETERS["gap_h"]
    sys.stdout.write(f"gap_h = {parameters.gap_h:g} {facts.unit}; default after {facts.source}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
