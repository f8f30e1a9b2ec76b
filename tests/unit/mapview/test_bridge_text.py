"""Messages as text: what is written can be read, and nothing else can."""

import json

import pytest

from desktop_app.mapview import protocol
from desktop_app.mapview.bridge import decode_message, encode_message


def test_messages_to_the_page_carry_their_type() -> None:
    text = encode_message(protocol.SelectionChanged(("port:a", "voyage:선")))
    assert json.loads(text) == {"type": "SelectionChanged", "keys": ["port:a", "voyage:선"]}


@pytest.mark.parametrize(
    "message",
    [
        protocol.Ready(1),
        protocol.Painted(3, 12, 15.0),
        protocol.FeatureClicked("port:a", extend=True),
        protocol.ViewportChanged(118.0, 33.0, 146.0, 50.0, 132.0, 42.0, 5.25),
        protocol.CopyRequested("42.75000, 133.08330"),
    ],
)
def test_messages_from_the_page_are_read(message: protocol.FromPage) -> None:
    assert decode_message(json.dumps({"type": type(message).__name__, **message._asdict()})) == message


def test_whole_numbers_are_read_as_floats() -> None:
    text = (
        '{"type":"ViewportChanged","west":118,"south":33,"east":146,"north":50,"lon":132,"lat":42,"zoom":5}'
    )
    message = decode_message(text)
    assert isinstance(message, protocol.ViewportChanged)
    assert isinstance(message.zoom, float)


@pytest.mark.parametrize(
    "text",
    [
        '{"type":"Nonsense"}',
        '{"type":"Ready"}',
        '{"type":"Ready","protocol_version":"1"}',
        '{"type":"Ready","protocol_version":true}',
        '{"type":"Painted","token":1,"tiles":2,"more":3}',
        '{"type":"FeatureHovered","key":null}',
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"message|fields|not"):
        decode_message(text)
