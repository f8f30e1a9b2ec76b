"""What a figure's file says of itself in the fields that every format has, and its proof as RDF."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from desktop_app import __version__
from desktop_app.domain.provenance import Source
from desktop_app.exporters.proof.embedded import NAMESPACE
from desktop_app.ui.figure.figure import Figure

PROGRAM: Final = f"Tumen {__version__}"
# XML 1.0, 2.2: no file may hold these characters; a PNG's text may not hold zero.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Described(NamedTuple):
    """Words for a file's own fields; clean of what no format can hold.

    Attributes:
        title: as printed.
        author: empty where the design names none.
        notes: what is left out, filter, minimum.
        sources: numbered as printed, with address.
        rights: whom the maps are owed to.
    """

    title: str
    author: str
    notes: str
    sources: tuple[str, ...]
    rights: str


def described(figure: Figure) -> Described:
    """The words of a figure."""
    return Described(
        writable(figure.title),
        writable(figure.design.author),
        writable(" ".join(figure.notes)),
        tuple(f"{number}. {writable(_source(source))}" for number, source in enumerate(figure.sources, 1)),
        writable(figure.attribution),
    )


def writable(text: str) -> str:
    """A text without the characters that XML and PNG cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def rdf(words: Described, manifests: Sequence[str]) -> str:
    """Dublin Core and the proofs, as SVG, XMP and slides carry them (RDF/XML)."""
    creator = f"<dc:creator><rdf:Seq>{_li(words.author)}</rdf:Seq></dc:creator>" if words.author else ""
    fields = (
        f"<dc:title><rdf:Alt>{_li(words.title, 'x-default')}</rdf:Alt></dc:title>{creator}"
        f"<dc:description><rdf:Alt>{_li(words.notes, 'x-default')}</rdf:Alt></dc:description>"
        f"<dc:rights><rdf:Alt>{_li(words.rights, 'x-default')}</rdf:Alt></dc:rights>"
        f"<dc:source>{escape(' '.join(words.sources))}</dc:source>"
        f"<tumen:proof><rdf:Seq>{''.join(map(_li, manifests))}</rdf:Seq></tumen:proof>"
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:tumen="{NAMESPACE}">'
        f'<rdf:Description rdf:about="">{fields}</rdf:Description></rdf:RDF>'
    )


def _li(text: str, language: str = "") -> str:
    mark = f' xml:lang="{language}"' if language else ""
    return f"<rdf:li{mark}>{escape(text)}</rdf:li>"


def _source(source: Source) -> str:
    parts = (
        source.title,
        ", ".join(part for part in (source.publisher, source.published) if part),
        source.url,
    )
    return ". ".join(part.rstrip(".") for part in parts if part)
