"""Every letter of the base map's names is in the bundled fonts: no empty boxes, in any language."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from pmtiles.reader import MmapSource, all_tiles
from PySide6.QtGui import QRawFont

from desktop_app.runtime.resources import Resources

HANGUL: Final = range(0xAC00, 0xD7A4)
LATIN_FACES: Final = ("TumenSans-Regular", "TumenSans-SemiBold", "TumenSans-Italic")
KOREAN_FACES: Final = ("TumenSansKR-Regular", "TumenSansKR-SemiBold")
# Fields of a vector tile (version 2.1): layers of a tile; name and values of a layer; text of a value.
LAYERS, LAYER_NAME, VALUES, TEXT = 3, 1, 4, 1


def fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each field that has a length; the others are passed over."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    fixed = {1: 8, 5: 4}
    while at < len(message):
        key = varint()
        kind = key & 7
        if kind == 0:
            varint()
        elif kind in fixed:
            at += fixed[kind]
        else:
            length = varint()
            yield key >> 3, message[at : at + length]
            at += length


def names_of_the_archive(path: Path) -> set[str]:
    """Every text in any tile's values."""
    found: set[str] = set()
    with path.open("rb") as file:
        for _, tile in all_tiles(MmapSource(file)):
            for number, layer in fields(gzip.decompress(tile)):
                if number != LAYERS:
                    continue
                for part, value in fields(layer):
                    if part == VALUES:
                        found |= {text.decode() for field, text in fields(value) if field == TEXT}
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_every_letter_of_the_base_map_can_be_drawn(resources: Resources) -> None:
    names = names_of_the_archive(resources.geodatum("basemap.pmtiles"))
    letters = set("".join(names))
    # All three scripts are there, so that this test looks at something.
    assert {"a", "я", "한"} < letters or {"a", "я", "산"} < letters
    missing = {}
    for faces, wanted in (
        (LATIN_FACES, {letter for letter in letters if ord(letter) not in HANGUL}),
        (KOREAN_FACES, {letter for letter in letters if ord(letter) in HANGUL}),
    ):
        for face in faces:
            font = QRawFont(str(resources.asset("build") / "fonts" / f"{face}.ttf"), 12)
            absent = "".join(sorted(letter for letter in wanted if not font.supportsCharacter(ord(letter))))
            if absent:
                missing[face] = absent
    assert missing == {}
