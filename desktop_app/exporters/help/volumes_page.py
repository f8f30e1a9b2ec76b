"""Help ▸ How volumes are reckoned: the ladder, the range, the interval, and what is never added."""

from typing import Final

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.assumption import Assumptions, Key
from desktop_app.domain.draught import SEA_WATER_T_PER_M3
from desktop_app.domain.laden import CHANGE_SHARE, SETTLED_S
from desktop_app.domain.load_model import M3_PER_BBL, Rung
from desktop_app.domain.quantity import Estimate
from desktop_app.exporters import wording
from desktop_app.exporters.assumed import assumed_row, assumed_words, sources_of
from desktop_app.exporters.assumption_words import assumptions_sentence, value_words
from desktop_app.exporters.card import Card, Link, Row, Section, Words, finish
from desktop_app.exporters.help.references import AIS_DRAUGHT, BARREL, IMMERSION, RATE, SIMULATION
from desktop_app.exporters.load_words import RUNG_NAMES, estimate_words
from desktop_app.exporters.things import ship_words
from desktop_app.query.engine import QueryEngine
from desktop_app.query.related import Related
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

TITLE: Final = "How volumes are reckoned"
PUBLISHED_USED: Final = "With the published assumptions of this case"
# Voyages of each ship that are looked at for an example.
_LOOKED_AT: Final = 20
# A hull by which the page shows what one step of an AIS draught is worth.
_LENGTH_M: Final = 105.0
_BEAM_M: Final = 16.5
_STEP_M: Final = 0.1


def volumes_page(engine: QueryEngine, feedback: Feedback | None = None) -> Card:
    """The page under the engine's assumptions; its numbers come from the case."""
    store, used = engine.store, engine.assumptions
    sections = [
        _range(engine, feedback),
        _ladder(used),
        _ais(used),
        _units(store, used),
        _sums(used),
        _unseen(used),
        _ledgers(store),
        _assumptions(store, used),
        _formulas(),
    ]
    subtitle = assumptions_sentence(used) or PUBLISHED_USED
    return finish(store, "", TITLE, subtitle, sections, None)


def _range(engine: QueryEngine, feedback: Feedback | None) -> Section:
    return Section(
        "Three numbers and a reason",
        (),
        (
            (
                "A volume is written as its best figure with its range. The low end is what comes out with "
                "every assumption at its lowest value, the high end with every one at its highest, the best "
                "figure with all at their best values."
            ),
            *_example(engine, feedback),
            (
                "A missing number is never a zero. A row without a volume says why it has none, and a sum "
                "says of how many calls it is."
            ),
        ),
    )


def _example(engine: QueryEngine, feedback: Feedback | None) -> tuple[Words, ...]:
    """A voyage of the case whose volume is a range; none where the case has no such voyage."""
    store, related = engine.store, Related(engine.store, feedback, _LOOKED_AT)
    for vessel in store.record.vessels:
        if vessel.dwt_t is None:
            continue
        for voyage in store.voyages(related.voyages_of_vessel(vessel.id).ids):
            volume = volume_of(store, voyage, engine.assumptions)
            if isinstance(volume, Estimate):
                link = Link(
                    f"{ship_words(store, voyage)}, {wording.short_time_span(voyage.when)}",
                    f"voyage:{voyage.id}",
                )
                return (("For example ", link, f": {estimate_words(volume)} = {volume.basis}."),)
    return ()


def _ladder(used: Assumptions) -> Section:
    """Each rung with what it takes."""

    def row(rung: Rung, words: Words, *keys: Key) -> Row:
        name = RUNG_NAMES[rung]
        return Row(f"{name[:1].upper()}{name[1:]}", words, sources_of(used, *keys))

    return Section(
        "The ladder: the first rung that holds",
        (
            row(Rung.DOCUMENTED, "A document tells the cargo, in barrels, tonnes or cubic metres."),
            row(
                Rung.CURVE,
                (
                    (
                        "A draught was measured, in an image or at the marks, and the ship's deadweight "
                        "scale is documented. It tells what was aboard; of that, "
                    ),
                    *assumed_words(used, Key.NOT_CARGO, "what is not cargo"),
                    " goes off. ",
                    *assumed_words(used, Key.DRAUGHT_ERROR, "The draught may be off by"),
                    ".",
                ),
                Key.NOT_CARGO,
                Key.DRAUGHT_ERROR,
            ),
            row(
                Rung.MAX_DRAUGHT,
                (
                    (
                        "The same without a scale, from her dimensions: aboard = deadweight − 100 × TPC × "
                        "(summer draught − draught), with TPC = "
                        f"{SEA_WATER_T_PER_M3:g} × length × breadth × coefficient ÷ 100 tonnes a centimetre. "
                    ),
                    *assumed_words(used, Key.WATERPLANE, "The coefficient"),
                    ".",
                ),
                Key.WATERPLANE,
            ),
            row(
                Rung.WATERLINE,
                (
                    "She was seen to lie low, or AIS tells that she was laden: capacity × ",
                    *assumed_words(used, Key.LADEN_FRACTION, "load"),
                    ".",
                ),
                Key.LADEN_FRACTION,
            ),
            row(
                Rung.ASSUMED,
                (
                    "Nothing tells how deep she lay: capacity × ",
                    *assumed_words(used, Key.LOAD_FRACTION, "load"),
                    ".",
                ),
                Key.LOAD_FRACTION,
            ),
        ),
        (
            (
                "Capacity is the volume of her cargo tanks where it is documented, at "
                f"{M3_PER_BBL:.6f} m³ a barrel; else her deadweight, turned into barrels by the product."
            ),
        ),
    )


def _ais(used: Assumptions) -> Section:
    """What a draught by AIS can tell, and why it is no measurement."""
    paragraphs: list[Words] = [
        (
            "The crew types it, in steps of 0.1 m, and often forgets to. So it decides only whether she was "
            "laden or in ballast, never how much she carried. A ship in ballast after her call carries no "
            "volume, and the row says so."
        ),
        (
            f"Her state changes where the draught reported {SETTLED_S // 3600} hour or more after departure "
            f"differs from the last one before arrival by {value_words(CHANGE_SHARE, '')} or more of the "
            "difference between her greatest and her least draught. Anything else is “not known”."
        ),
    ]
    coefficient = used.range(Key.WATERPLANE)
    if coefficient is not None:
        step_t = SEA_WATER_T_PER_M3 * _LENGTH_M * _BEAM_M * coefficient.best * _STEP_M
        paragraphs.append(
            f"One such step is {wording.number(step_t)} t for a hull of {_LENGTH_M:g} by {_BEAM_M:g} m."
        )
    return Section("Draughts by AIS", (), tuple(paragraphs))


def _units(store: CaseStore, used: Assumptions) -> Section:
    """Barrels per tonne: of no documented product, then by product."""
    factors = sorted(store.record.factors, key=lambda row: (row.product.casefold(), row.bbl_per_t, row.id))
    return Section(
        "Barrels per tonne",
        (
            assumed_row(used, Key.BBL_PER_T, "Not documented"),
            *(
                Row(
                    f"{row.product[:1].upper()}{row.product[1:]}",
                    (Link(f"{row.bbl_per_t:g} bbl/t", f"factor:{row.id}"), f", {row.authority}"),
                    row.citation.source_ids,
                )
                for row in factors
            ),
            assumed_row(used, Key.WAGON_T, "By rail"),
        ),
        (
            (
                "Where the product is documented, its own factors hold: the range runs over the authorities. "
                "Rail consignments go the same way: barrels as documented, else tonnes times factor, else "
                "wagons times tonnes a wagon times factor."
            ),
        ),
    )


def _sums(used: Assumptions) -> Section:
    return Section(
        "Sums, intervals and drawn ships",
        (),
        (
            (
                "The ends of a sum are the sums of the ends. What all ships share does not average out: if "
                "they were all a third full, so was their sum."
            ),
            (
                (
                    "A 95 % interval stands beside a sum, never instead of it. Each shared assumption is one "
                    "draw for all calls, from a triangle between its low, best and high value; what varies "
                    "from call to call, as the "
                ),
                *assumed_words(used, Key.LOAD_SPREAD),
                (
                    ", does average out. While a slider moves the interval comes from a closed form, once it "
                    "rests from a simulation with a fixed seed: the same case gives the same numbers. Its "
                    "ends may lie beyond low and high where a scenario fixes the load: those two hold only "
                    "what calls share, not how far each of them differs."
                ),
            ),
            (
                (
                    "Calls of ships whose size is not documented add nothing to the sum. The total that is "
                    "marked “drawn, not documented” takes a deadweight for each of them from "
                ),
                *assumed_words(used, Key.UNKNOWN_DWT, "the range of the fleet,"),
                ".",
            ),
        ),
    )


def _unseen(used: Assumptions) -> Section:
    return Section(
        "Days without a look",
        (),
        (
            (
                "What nobody could see is missing: every observed sum is a minimum. A month in which no day "
                "had a usable image is hatched; beside a count stands on how many days a port could be seen "
                "at all."
            ),
            (
                (
                    "The figure that is marked “corrected for days without a look” takes the calls that were "
                    "seen for a rate over the days on which one could see them, given a "
                ),
                *assumed_words(used, Key.STAY_DAYS, "stay in port of"),
                (
                    ". It stands beside the documented figure and is in no sum. For a month without any "
                    "usable day there is none: nothing tells the rate."
                ),
            ),
        ),
    )


def _ledgers(store: CaseStore) -> Section:
    record = store.record
    return Section(
        "Three ledgers, never added",
        (
            Row("Observed", "What this case documents, call by call and train by train."),
            Row(
                "Notified",
                "What states told the 1718 Committee. "
                f"This case holds {_count(len(record.notified), 'such figure')}.",
            ),
            Row(
                "Claimed",
                "What reports and authorities state for a window of their own. "
                f"This case holds {_count(len(record.claims), 'claim')}.",
            ),
        ),
        ("They count the same oil in different ways: a sum across them would count it twice.",),
    )


def _assumptions(store: CaseStore, used: Assumptions) -> Section:
    """Every assumption with where it is stated, and the scenarios."""
    scenarios = tuple(
        Row("", (Link(row.name, f"scenario:{row.id}"), f". {row.note}"), row.citation.source_ids)
        for row in store.record.scenarios
    )
    words: tuple[Words, ...] = (
        (
            "A scenario puts other values in the place of published ones, which themselves stay as they are: "
            "“Reset to published” takes none. Numbers under other assumptions say so wherever they stand, "
            "also in copies and figures."
        ),
    )
    if not used.rows:
        words = ("This case holds no parameters, so that no volume can be reckoned.", *words)
    return Section("Assumptions and scenarios", scenarios, words)


def _formulas() -> Section:
    return Section(
        "Where the formulas are from",
        (
            Row("Barrel", BARREL),
            Row("Immersion", IMMERSION),
            Row("AIS draught", AIS_DRAUGHT),
            Row("Simulation", SIMULATION),
            Row("Rate of calls", RATE),
        ),
    )


def _count(number: int, name: str) -> str:
    return f"{wording.number(number) if number else 'no'} {name}{'' if number == 1 else 's'}"
