"""What became of the rows of an imported file, and what is doubtful about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple


class Check(StrEnum):
    """What is looked at while rows are imported; a row that fails is flagged, never altered."""

    IMO_DIGIT = "imo_digit"
    MMSI_PATTERN = "mmsi_pattern"
    MMSI_COUNTRY = "mmsi_country"
    SPEED = "speed"
    ON_LAND = "on_land"
    ZERO_POSITION = "zero_position"
    NO_POSITION = "no_position"
    FUTURE = "future"
    DUPLICATE = "duplicate"
    IMO_TWO_MMSI = "imo_two_mmsi"
    SWAPPED = "swapped"
    AMBIGUOUS = "ambiguous"
    CHANGED_HERE = "changed_here"
    VALUE = "value"


# What a row is flagged for, after "flagged for".
CHECK_WORDS: Final = {
    Check.IMO_DIGIT: "an IMO number with a wrong check digit",
    Check.MMSI_PATTERN: "an MMSI that no ship can have",
    Check.MMSI_COUNTRY: "an MMSI of another country than the flag",
    Check.SPEED: "an impossible speed",
    Check.ON_LAND: "a position on land",
    Check.ZERO_POSITION: "a position at 0° N 0° E",
    Check.NO_POSITION: "a position that stands for none",
    Check.FUTURE: "a time in the future",
    Check.DUPLICATE: "two rows that contradict each other",
    Check.IMO_TWO_MMSI: "one IMO number under two MMSI",
    Check.SWAPPED: "longitude and latitude that look exchanged",
    Check.AMBIGUOUS: "a name that fits several",
    Check.CHANGED_HERE: "a value changed by hand and by a later import",
    Check.VALUE: "a value that could not be read",
}
# Checks of single position reports, as bits of the number that a block keeps for each report.
DOUBT_BITS: Final = {
    Check.SPEED: 1,
    Check.ON_LAND: 2,
    Check.ZERO_POSITION: 4,
    Check.FUTURE: 8,
    Check.DUPLICATE: 16,
    Check.MMSI_PATTERN: 32,
}


class Verdict(StrEnum):
    """What became of a row."""

    ACCEPTED = "accepted"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    MERGED = "merged"
    DOUBTFUL = "doubtful"  # taken, with a flag: it is counted among the accepted or updated as well
    REJECTED = "rejected"


class Counts(NamedTuple):
    """Rows of a file: read = accepted + updated + unchanged + merged + rejected.

    Attributes:
        accepted: new in the case.
        updated: were in the case from an earlier import with other values.
        unchanged: were in the case already, with the same values.
        merged: say the same as another row of the file, or were taken into one row with others.
        doubtful: of the accepted, updated, unchanged and merged, those with a flag.
        rejected: not taken; each has a line in the report.
    """

    read: int = 0
    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    merged: int = 0
    doubtful: int = 0
    rejected: int = 0


class ReportLine(NamedTuple):
    """One line of a report.

    Attributes:
        file: name of the file, with the way to it inside an archive.
        first_line, last_line: lines of the file, counted from 1; rows of a sheet as the sheet counts them.
        column: as the file names it; empty for the whole row.
        value: what stood there, shortened; empty for the whole row.
        check: what is doubtful; empty for a rejected, merged or unchanged row.
        reason: a clause for people.
        subject: the row of the case, "kind:id"; empty for none.
    """

    verdict: Verdict
    file: str
    first_line: int
    last_line: int
    column: str
    value: str
    check: str
    reason: str
    subject: str


@dataclass(frozen=True, slots=True)
class ImportRun:
    """A file that was read into the case.

    Attributes:
        file_name: without folders.
        sha256: of the file as it was read, lower-case hexadecimal.
        importer: name and version of what read it.
        format: what the file was taken for, for people.
        mapping: columns taken as what, as JSON; empty where the format fixes it.
        source_id: the source that its rows cite.
        report_sha256: names the content that holds the lines of the report; empty for none.
    """

    id: str
    file_name: str
    sha256: str
    importer: str
    format: str
    mapping: str
    imported: datetime
    counts: Counts
    source_id: str
    report_sha256: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A flag on a row of the case.

    Attributes:
        subject: "kind:id".
        check: what is doubtful.
        text: a clause for people, with the numbers.
        run_id: the import that found it.
        count: how many things within the row it is about, such as reports of a track; 1 for the row itself.
    """

    id: str
    subject: str
    check: Check
    text: str
    run_id: str
    count: int
