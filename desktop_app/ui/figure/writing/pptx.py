"""Figures as slides (ECMA-376, by python-pptx): one a slide, with title, text for readers, and notes."""

import io
import textwrap
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from desktop_app.domain.figure_design import MM_PER_INCH
from desktop_app.exporters.proof.embedded import with_digest
from desktop_app.exporters.proof.picture import found_digest
from desktop_app.runtime.errors import UsageError
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.described import PROGRAM, Described, described, rdf
from desktop_app.ui.figure.writing.png import png_bytes

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

EMU_PER_MM: Final = 36_000
# ECMA-376, 19.7.17: sides of a slide, 1 to 56 inches.
SIDE_LIMITS_MM: Final = (MM_PER_INCH, 56 * MM_PER_INCH)
# "Title only" of python-pptx's own template.
_LAYOUT: Final = 5
# A stored day for every part: ZIP knows none before it.
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
# A title above the slide, as PowerPoint hides one: outline and readers have it, the picture shows its own.
_TITLE_HEIGHT_MM: Final = 20
# Open Packaging Conventions' properties, as python-pptx keeps to.
_LONGEST_PROPERTY: Final = 255
_PROOF_PART: Final = "/customXml/item1.xml"


def pptx_bytes(figures: Sequence[Figure], manifests: Sequence[str]) -> bytes:
    """One slide a figure, all of the first one's size; others are centred on it.

    Args:
        figures: at least one.
        manifests: the proof of each as canonical JSON; the digest of the slides is put into all of them.

    Raises:
        UsageError: a page is no size for slides, cannot be drawn, or needs too much memory.
    """
    import pptx  # noqa: PLC0415 - 0.3 s, for slides alone

    low, high = SIDE_LIMITS_MM
    page = figures[0].design
    if not low <= min(page.width_mm, page.height_mm) <= max(page.width_mm, page.height_mm) <= high:
        raise UsageError(f"a slide has sides of {low:g} to {high:g} mm")
    slides = pptx.Presentation()
    slides.slide_width, slides.slide_height = _emu(page.width_mm), _emu(page.height_mm)
    words = [described(figure) for figure in figures]
    for figure, said, manifest in zip(figures, words, manifests, strict=True):
        _add(slides, figure, said, manifest)
    core = slides.core_properties
    told = {"title": words[0].title, "author": words[0].author, "subject": words[0].notes}
    told |= {"comments": words[0].rights, "keywords": "", "last_modified_by": PROGRAM}
    for name, text in told.items():
        setattr(core, name, textwrap.shorten(text, _LONGEST_PROPERTY, placeholder="…"))
    for name in ("created", "modified", "lastPrinted"):
        for element in core._element.findall(f"{{*}}{name}"):  # noqa: SLF001 - it offers no way to leave a date out
            core._element.remove(element)  # noqa: SLF001 - same
    without = _packed(slides, rdf(words[0], manifests))
    digest = found_digest(without)
    return _packed(slides, rdf(words[0], [with_digest(manifest, digest) for manifest in manifests]))


def _emu(millimetres: float) -> Any:
    from pptx.util import Emu  # noqa: PLC0415 - as above

    return Emu(round(millimetres * EMU_PER_MM))


def _add(slides: "Presentation", figure: Figure, words: Described, manifest: str) -> None:
    slide = slides.slides.add_slide(slides.slide_layouts[_LAYOUT])
    width, height = int(slides.slide_width or 0), int(slides.slide_height or 0)
    title = slide.shapes.title
    if title is not None:
        title.text_frame.text = words.title
        title.left, title.top = 0, -_emu(_TITLE_HEIGHT_MM)
        title.width, title.height = width, _emu(_TITLE_HEIGHT_MM)
    page = figure.design
    shrink = min(width / _emu(page.width_mm), height / _emu(page.height_mm), 1.0)
    across, down = round(_emu(page.width_mm) * shrink), round(_emu(page.height_mm) * shrink)
    picture = slide.shapes.add_picture(
        io.BytesIO(png_bytes(figure, manifest)), (width - across) // 2, (height - down) // 2, across, down
    )
    picture.name = "Figure"
    # ECMA-376, 20.1.2.2.8: what is read out to those who cannot see.
    picture._element.nvPicPr.cNvPr.set("descr", f"{words.title}. {words.notes}")  # noqa: SLF001 - no public way
    _take_notes(slide, words)


def _take_notes(slide: "Slide", words: Described) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        sources = ("Sources", *words.sources) if words.sources else ()
        frame.text = "\n".join((words.title, words.notes, *sources, words.rights))


def _packed(slides: "Presentation", proof: str) -> bytes:
    """The archive, parts in order of their names and without the day on which it was made."""
    from pptx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415 - as above
    from pptx.opc.package import Part  # noqa: PLC0415 - same
    from pptx.opc.packuri import PackURI  # noqa: PLC0415 - same

    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n{proof}'.encode()
    related = [
        relation.target_part
        for relation in slides.part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML
    ]
    if related:
        related[0].blob = xml
    else:
        part = Part(PackURI(_PROOF_PART), "application/xml", slides.part.package, xml)
        slides.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    drawn, written = io.BytesIO(), io.BytesIO()
    slides.save(drawn)
    with zipfile.ZipFile(drawn) as made, zipfile.ZipFile(written, "w") as archive:
        # Open Packaging Conventions: some readers want the types first.
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            is_picture = name.endswith((".png", ".jpeg"))
            member.compress_type = zipfile.ZIP_STORED if is_picture else zipfile.ZIP_DEFLATED
            archive.writestr(member, made.read(name))
    return written.getvalue()
