"""Claims, notified figures, rules, factors, events, observations, contradictions, parameters, scenarios."""

from desktop_app.domain.assumption import Range, Scenario, ScenarioValue
from desktop_app.domain.statement import (
    Claim,
    Contradiction,
    ConversionFactor,
    Measure,
    Mode,
    NotifiedFigure,
    Observation,
    Parameter,
    PublicEvent,
    Qualifier,
    Rule,
    Visibility,
)
from desktop_app.storage.rows.cells import Cells, day_cell, span_cells, text_cell
from desktop_app.storage.rows.stored_row import StoredRow


def claim_cells(claim: Claim) -> Cells:
    """A claim."""
    return {
        "id": claim.id,
        "claimant": claim.claimant,
        "measure": claim.measure.value,
        "qualifier": claim.qualifier.value,
        "low": claim.low,
        "high": claim.high,
        "mode": claim.mode.value,
        "what": claim.what,
        **span_cells(claim.when),
        "note": text_cell(claim.note),
    }


def claim_of(row: StoredRow) -> Claim:
    """A claim."""
    return Claim(
        id=row.id,
        claimant=row.required("claimant"),
        measure=row.choice("measure", Measure),
        qualifier=row.choice("qualifier", Qualifier),
        low=row.required_number("low"),
        high=row.required_number("high"),
        mode=row.choice("mode", Mode),
        what=row.required("what"),
        when=row.optional_span(),
        note=row.text("note"),
        citation=row.citation(),
    )


def notified_cells(figure: NotifiedFigure) -> Cells:
    """A notified figure."""
    return {
        "id": figure.id,
        "exporter": figure.exporter,
        **span_cells(figure.when),
        "volume_bbl": figure.volume_bbl,
        "mass_t": figure.mass_t,
        "as_of": day_cell(figure.as_of),
        "note": text_cell(figure.note),
    }


def notified_of(row: StoredRow) -> NotifiedFigure:
    """A notified figure."""
    return NotifiedFigure(
        id=row.id,
        exporter=row.required("exporter"),
        when=row.span(),
        volume_bbl=row.number("volume_bbl"),
        mass_t=row.number("mass_t"),
        as_of=row.day("as_of"),
        note=row.text("note"),
        citation=row.citation(),
    )


def rule_cells(rule: Rule) -> Cells:
    """A rule."""
    return {
        "id": rule.id,
        "instrument": rule.instrument,
        "paragraph": rule.paragraph,
        "subject": rule.subject,
        "limit_value": rule.limit,
        "unit": text_cell(rule.unit),
        "period": text_cell(rule.period),
        "since": day_cell(rule.since),
        "text": rule.text,
    }


def rule_of(row: StoredRow) -> Rule:
    """A rule."""
    return Rule(
        id=row.id,
        instrument=row.required("instrument"),
        paragraph=row.required("paragraph"),
        subject=row.required("subject"),
        limit=row.number("limit_value"),
        unit=row.text("unit"),
        period=row.text("period"),
        since=row.day("since"),
        text=row.required("text"),
        citation=row.citation(),
    )


def factor_cells(factor: ConversionFactor) -> Cells:
    """A conversion factor."""
    return {
        "id": factor.id,
        "product": factor.product,
        "bbl_per_t": factor.bbl_per_t,
        "authority": factor.authority,
        "note": text_cell(factor.note),
    }


def factor_of(row: StoredRow) -> ConversionFactor:
    """A conversion factor."""
    return ConversionFactor(
        id=row.id,
        product=row.required("product"),
        bbl_per_t=row.required_number("bbl_per_t"),
        authority=row.required("authority"),
        note=row.text("note"),
        citation=row.citation(),
    )


def public_event_cells(event: PublicEvent) -> Cells:
    """A public event."""
    return {"id": event.id, **span_cells(event.when), "title": event.title, "text": event.text}


def public_event_of(row: StoredRow) -> PublicEvent:
    """A public event."""
    return PublicEvent(
        id=row.id,
        when=row.span(),
        title=row.required("title"),
        text=row.required("text"),
        citation=row.citation(),
    )


def observation_cells(observation: Observation) -> Cells:
    """Whether a port could be seen in a period."""
    return {
        "id": observation.id,
        "port_id": observation.port_id,
        **span_cells(observation.when),
        "visibility": observation.visibility.value,
        "cloud_share": observation.cloud_share,
        "text": observation.text,
    }


def observation_of(row: StoredRow) -> Observation:
    """Whether a port could be seen in a period."""
    return Observation(
        id=row.id,
        port_id=row.required("port_id"),
        when=row.span(),
        visibility=row.choice("visibility", Visibility),
        text=row.required("text"),
        citation=row.citation(),
        cloud_share=row.number("cloud_share"),
    )


def contradiction_cells(contradiction: Contradiction) -> Cells:
    """A contradiction."""
    return {
        "id": contradiction.id,
        "topic": contradiction.topic,
        "readings": contradiction.readings,
        "treatment": contradiction.treatment,
        "refers_to": text_cell(" ".join(contradiction.refers_to)),
    }


def contradiction_of(row: StoredRow) -> Contradiction:
    """A contradiction."""
    return Contradiction(
        id=row.id,
        topic=row.required("topic"),
        readings=row.required("readings"),
        treatment=row.required("treatment"),
        refers_to=tuple(row.text("refers_to").split()),
        citation=row.citation(),
    )


def parameter_cells(parameter: Parameter) -> Cells:
    """A parameter."""
    return {
        "id": parameter.id,
        "name": parameter.name,
        "low": parameter.low,
        "best": parameter.best,
        "high": parameter.high,
        "unit": text_cell(parameter.unit),
        "note": text_cell(parameter.note),
    }


def parameter_of(row: StoredRow) -> Parameter:
    """A parameter."""
    return Parameter(
        id=row.id,
        name=row.required("name"),
        low=row.number("low"),
        best=row.required_number("best"),
        high=row.number("high"),
        unit=row.text("unit"),
        note=row.text("note"),
        citation=row.citation(),
    )


def scenario_cells(scenario: Scenario) -> Cells:
    """A scenario."""
    return {"id": scenario.id, "name": scenario.name, "note": text_cell(scenario.note)}


def scenario_of(row: StoredRow) -> Scenario:
    """A scenario."""
    return Scenario(row.id, row.required("name"), row.text("note"), row.citation())


def scenario_value_cells(value: ScenarioValue) -> Cells:
    """A value of a scenario."""
    return {
        "id": value.id,
        "scenario_id": value.scenario_id,
        "parameter_id": value.parameter_id,
        "low": value.value.low,
        "best": value.value.best,
        "high": value.value.high,
        "note": text_cell(value.note),
    }


def scenario_value_of(row: StoredRow) -> ScenarioValue:
    """A value of a scenario."""
    return ScenarioValue(
        id=row.id,
        scenario_id=row.required("scenario_id"),
        parameter_id=row.required("parameter_id"),
        value=Range(row.required_number("low"), row.required_number("best"), row.required_number("high")),
        note=row.text("note"),
        citation=row.citation(),
    )
