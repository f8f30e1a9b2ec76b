"""What others say, and what surrounds the movements."""

from typing import Final

from desktop_app.domain.statement import Measure, Mode, Qualifier, Visibility
from desktop_app.storage.tables.declare import Table, day, number, one_of, refers, span, text

CLAIM: Final = Table(
    "claim",
    "Claims",
    "Figures that somebody states for a window; never added to observed or notified figures",
    (
        text("claimant", "who says it, not who prints it", required=True),
        one_of("measure", "what is counted", [measure.value for measure in Measure]),
        one_of("qualifier", "the word before the number in the source", [row.value for row in Qualifier]),
        number("low", "the figure, or the lower end of its range", required=True),
        number("high", "the figure, or the upper end of its range", required=True),
        one_of("mode", "how the oil moves", [mode.value for mode in Mode]),
        text("what", "the counted thing in our words", required=True),
        *span(required=False),
        text("note", "what the claim leaves open"),
    ),
)

NOTIFIED_FIGURE: Final = Table(
    "notified_figure",
    "Notified figures",
    "Quantities officially notified to the 1718 Committee, as published",
    (
        text("exporter", "RU, CN, RU+CN or all", required=True),
        *span(),
        number("volume_bbl", "barrels, empty where only tonnes are documented"),
        number("mass_t", "tonnes, empty where only barrels are documented"),
        day("as_of", "state of the Committee's table, where the figure covers so far"),
        text("note", "what a reader should know"),
    ),
)

RULE: Final = Table(
    "rule",
    "Rules",
    "Paragraphs of resolutions, in our words",
    (
        text("instrument", "the resolution", required=True),
        text("paragraph", "paragraph", required=True),
        text("subject", "what it is about", required=True),
        number("limit_value", "the limit, empty where the paragraph sets none"),
        text("unit", "unit of the limit"),
        text("period", "period of the limit"),
        day("since", "day from which it holds"),
        text("text", "what it says, in our words", required=True),
    ),
)

CONVERSION_FACTOR: Final = Table(
    "conversion_factor",
    "Conversion factors",
    "Barrels per tonne of one product after one authority",
    (
        text("product", "product", required=True),
        number("bbl_per_t", "barrels per tonne", required=True),
        text("authority", "who gives the factor", required=True),
        text("note", "what a reader should know"),
    ),
)

PUBLIC_EVENT: Final = Table(
    "public_event",
    "Public events",
    "Political and legal events that belong on the clock",
    (*span(), text("title", "title", required=True), text("text", "what happened", required=True)),
)

OBSERVATION: Final = Table(
    "observation",
    "Observation coverage",
    "Whether a place could be seen in a period: without a look, none seen says nothing",
    (
        refers("port_id", "port", "the port watched", required=True),
        *span(),
        one_of("visibility", "whether it could be seen", [row.value for row in Visibility]),
        number("cloud_share", "share of the place under cloud, 0 to 1"),
        text("text", "what the sources say, in our words", required=True),
    ),
    indexes=("port_id, start_utc",),
)

CONTRADICTION: Final = Table(
    "contradiction",
    "Contradictions",
    "Reports that do not agree, and what is done about it",
    (
        text("topic", "topic", required=True),
        text("readings", "the readings side by side", required=True),
        text("treatment", "what is done about it", required=True),
        text("refers_to", "ids of the rows concerned, separated by spaces"),
    ),
)

PARAMETER: Final = Table(
    "parameter",
    "Parameters",
    "Numbers that results rest on, with the range they can take",
    (
        text("name", "what it is", required=True),
        number("low", "lowest value"),
        number("best", "value in use", required=True),
        number("high", "highest value"),
        text("unit", "unit"),
        text("note", "what it assumes"),
    ),
)

SCENARIO: Final = Table(
    "scenario",
    "Scenarios",
    "Named sets of other assumptions; what a scenario does not name stays as published",
    (text("name", "name", required=True), text("note", "what it is for")),
)

SCENARIO_VALUE: Final = Table(
    "scenario_value",
    "Values of scenarios",
    "What a scenario puts in the place of a parameter",
    (
        refers("scenario_id", "scenario", "the scenario", required=True),
        refers("parameter_id", "parameter", "the parameter", required=True),
        number("low", "lowest value", required=True),
        number("best", "value in use", required=True),
        number("high", "highest value", required=True),
        text("note", "why"),
    ),
    indexes=("scenario_id", "parameter_id"),
)

TABLES: Final = (
    CLAIM,
    NOTIFIED_FIGURE,
    RULE,
    CONVERSION_FACTOR,
    PUBLIC_EVENT,
    OBSERVATION,
    CONTRADICTION,
    PARAMETER,
    SCENARIO,
    SCENARIO_VALUE,
)
