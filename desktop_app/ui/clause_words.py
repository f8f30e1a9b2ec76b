"""Short words for clauses: on a chip, in a menu, over an editor."""

from typing import Final

from desktop_app.query.clauses import AreaClause, Clause, ClauseKind, DateClause

TITLES: Final = {
    ClauseKind.DATES: "Dates",
    ClauseKind.VESSEL: "Vessel",
    ClauseKind.OPERATOR: "Operator",
    ClauseKind.LISTING: "Sanctions list",
    ClauseKind.LOADING: "Loading port",
    ClauseKind.DISCHARGE: "Discharge port",
    ClauseKind.PORT: "Port, either end",
    ClauseKind.MODE: "Sea or rail",
    ClauseKind.PRODUCT: "Product",
    ClauseKind.VOLUME: "Volume",
    ClauseKind.TRACKER: "Tracker",
    ClauseKind.HOW_KNOWN: "How known",
    ClauseKind.GRADE: "Source grade",
    ClauseKind.DOUBT: "Doubts of imports",
    ClauseKind.EVENT: "AIS events",
    ClauseKind.AREA: "Area",
    ClauseKind.TEXT: "Text",
    ClauseKind.VOYAGE: "Voyage",
}
# In lists of what may be chosen, for rows without a value; in the words of `ChoiceClause.sentence`.
MISSING: Final = {
    ClauseKind.VESSEL: "not named",
    ClauseKind.LISTING: "no list, or no named vessel",
    ClauseKind.GRADE: "no source graded",
    ClauseKind.DOUBT: "nothing doubtful",
    ClauseKind.EVENT: "no event found",
}


def short_words(clause: Clause) -> str:
    """What stands on the chip; its tool tip says the whole sentence."""
    if isinstance(clause, DateClause) and clause.first_day and clause.last_day:
        if clause.first_day == clause.last_day:
            return clause.first_day.isoformat()
        return f"{clause.first_day.isoformat()} – {clause.last_day.isoformat()}"
    if isinstance(clause, AreaClause):
        return (
            "within the map’s extent" if clause.follows_view else f"within {clause.name or 'the drawn area'}"
        )
    return clause.sentence().replace(" (UTC)", "").replace(" (UTC, day included)", "")
