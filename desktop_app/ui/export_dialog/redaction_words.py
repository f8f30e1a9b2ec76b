"""What a redaction profile does, in one sentence for the dialog."""

from desktop_app.exporters.data.redaction import Redaction


def redaction_words(redaction: Redaction) -> str:
    """Every setting of the profile that says something; never its key."""
    parts = []
    if redaction.coarsen_km is not None:
        parts.append(f"positions on squares of {redaction.coarsen_km:g} km")
    if redaction.decimals is not None:
        parts.append(f"positions with {redaction.decimals} decimals")
    parts += [f"names of {whom.value} replaced" for whom in redaction.pseudonyms]
    if redaction.drop_tables:
        parts.append(f"without the tables {', '.join(redaction.drop_tables)}")
    if redaction.drop_fields:
        parts.append(f"without the fields {', '.join(redaction.drop_fields)}")
    sources = (*redaction.without_sources, *(f"grade {one}" for one in redaction.without_grades))
    if sources:
        parts.append(f"without rows that rest on {', '.join(sources)}")
    if redaction.without_record_grades:
        parts.append(f"without rows of the record's grade {', '.join(redaction.without_record_grades)}")
    told = "; ".join(parts)
    return f"{told[:1].upper()}{told[1:]}. What was removed is counted in the readme."
