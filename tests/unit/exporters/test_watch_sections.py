"""Cards tell of payments beside volumes and of days with a usable look."""

from desktop_app.exporters.card import plain
from desktop_app.exporters.cards import card_for
from desktop_app.exporters.wording import number
from desktop_app.storage.case_store import CaseStore


def section(store: CaseStore, key: str, heading: str) -> dict[str, str]:
    """Rows of a section by their labels, and its paragraphs under the label "below"."""
    card = card_for(store, key)
    assert card is not None
    (found,) = (one for one in card.sections if one.heading.startswith(heading))
    rows = {row.label: plain(row.value) for row in found.rows}
    return rows | {"below": " ".join(map(plain, found.paragraphs))}


def test_a_month_tells_how_often_the_port_was_seen(store: CaseStore) -> None:
    told = section(store, "month:2024-08", "Observation")
    assert told["Usable image"] == "Vostochny: 0 of 31 days"
    year = section(store, "year:2024", "Observation")
    assert year["Usable image"] == "Vostochny: 0 of 31 days, 335 not stated"


def test_a_port_tells_its_days_by_month(store: CaseStore, training: CaseStore) -> None:
    told = section(store, "port:vostochny", "Days with a usable image")
    assert told["Aug 2024"] == "no usable image on any day: 31 days hidden by cloud"
    card = card_for(training, "port:vostochny")
    assert card is not None
    (months,) = (one for one in card.sections if one.heading.startswith("Days with a usable image"))
    assert months.heading.endswith("(9)")
    nampo = card_for(store, "port:nampo")
    assert nampo is not None
    assert not any(one.heading.startswith("Days with") for one in nampo.sections)


def test_payments_of_a_period_stand_beside_its_barrels(store: CaseStore, training: CaseStore) -> None:
    march = section(training, "month:2024-03", "Payments (8)")
    assert march["Together"].endswith("in 8 payments")
    assert march["Per barrel"].startswith("implied price")
    assert march["below"].startswith("A check, not a finding")
    year = section(store, "year:2024", "Payments (2)")
    assert year["Together"] == "1 payment in RUB, amount not published"
    assert year["below"] == "1 known only for a longer time and not added to others."
    card = card_for(store, "month:2024-03")
    assert card is not None
    assert not any(one.heading.startswith("Payments") for one in card.sections)


def test_a_payment_tells_the_barrels_of_its_month(store: CaseStore, training: CaseStore) -> None:
    one = training.record.payments[0]
    told = section(training, f"payment:{one.id}", "Beside the volumes of Feb 2024")
    assert "2 payments" in told["All payments"]
    assert "by rail" in told["Documented"]
    assert told["Per barrel"].startswith("implied price")
    whole = section(store, "payment:payments-2024", "Beside the volumes of 2024")
    assert "known in part only" in whole["Per barrel"]


def test_a_consignment_tells_its_barrels_and_what_they_rest_on(training: CaseStore) -> None:
    row = training.record.consignments[0]
    told = section(training, f"consignment:{row.id}", "Volume, estimated")
    assert row.quantity is not None
    assert told["Quantity"].startswith(f"{number(row.quantity.best)} bbl")
    assert told["Formula"].endswith("documented")
    assert told["How found"] == "The quantity is documented."
