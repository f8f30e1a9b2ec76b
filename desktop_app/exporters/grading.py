"""The two judgements in words, kept apart: the Admiralty scale, and the reported record's own grade.

Words after the NATO form of the Admiralty scale (AJP-2.1, Allied Joint Doctrine for Intelligence Procedures).
"""

from typing import Final

from desktop_app.domain.provenance import Credibility, Grade, Reliability

RELIABILITY_WORDS: Final = {
    Reliability.A: "completely reliable source",
    Reliability.B: "usually reliable source",
    Reliability.C: "fairly reliable source",
    Reliability.D: "not usually reliable source",
    Reliability.E: "unreliable source",
    Reliability.F: "reliability of the source cannot be judged",
}
CREDIBILITY_WORDS: Final = {
    Credibility.CONFIRMED: "confirmed by other sources",
    Credibility.PROBABLY_TRUE: "probably true",
    Credibility.POSSIBLY_TRUE: "possibly true",
    Credibility.DOUBTFUL: "doubtful",
    Credibility.IMPROBABLE: "improbable",
    Credibility.CANNOT_BE_JUDGED: "truth cannot be judged",
}
RECORD_GRADE_WORDS: Final = {
    Grade.A: "A, stated in a document that was read",
    Grade.B: "B, general knowledge, no document read",
}


def admiralty(reliability: Reliability | None, credibility: Credibility | None) -> str:
    """Both judgements: "B2: usually reliable source; probably true"; empty where nobody has judged either."""
    if reliability is None and credibility is None:
        return ""
    letter = reliability.value if reliability is not None else "–"
    number = str(int(credibility)) if credibility is not None else "–"
    source = RELIABILITY_WORDS[reliability] if reliability is not None else "source not judged"
    statement = CREDIBILITY_WORDS[credibility] if credibility is not None else "statement not judged"
    return f"{letter}{number}: {source}; {statement}"
