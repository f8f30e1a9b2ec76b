"""What events were found with when the case last kept some."""

from desktop_app.domain.event_parameters import EventParameters
from desktop_app.storage.case_store import CaseStore


def kept_parameters(store: CaseStore) -> EventParameters:
    """Those of the newest detection that the case keeps; the published defaults where it keeps none.

    One whose text cannot be read, as another program or a later version may write it, is passed over.
    """
    for detection in reversed(store.record.detections):
        try:
            return EventParameters.from_json(detection.parameters)
        except ValueError:
            continue
    return EventParameters()
