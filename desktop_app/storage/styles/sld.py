"""A look as SLD 1.0, for programs that do not read QML. Sizes are pixels at 96 to the inch."""

from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from desktop_app.storage.styles.looks import Area, Look, Mark, Rule, Stroke

_PIXELS_A_MM: Final = 96 / 25.4
_COMPARISONS: Final = {
    "=": "ogc:PropertyIsEqualTo",
    "<>": "ogc:PropertyIsNotEqualTo",
    ">": "ogc:PropertyIsGreaterThan",
    "<=": "ogc:PropertyIsLessThanOrEqualTo",
}


def sld_of(look: Look, title: str) -> str:
    """The style document of a layer."""
    root = Element(
        "StyledLayerDescriptor",
        {
            "version": "1.0.0",
            "xmlns": "http://www.opengis.net/sld",
            "xmlns:ogc": "http://www.opengis.net/ogc",
        },
    )
    layer = SubElement(root, "NamedLayer")
    SubElement(layer, "Name").text = look.table
    style = SubElement(layer, "UserStyle")
    SubElement(style, "Title").text = title
    kind = SubElement(style, "FeatureTypeStyle")
    for rule in look.rules:
        _add_rule(kind, rule, look.below, look.opacity)
    indent(root)
    return tostring(root, encoding="unicode")


def _add_rule(parent: Element, rule: Rule, below: int, opacity: float) -> None:
    element = SubElement(parent, "Rule")
    SubElement(element, "Title").text = rule.title
    if rule.condition is not None:
        column, comparison, value = rule.condition
        test = SubElement(SubElement(element, "ogc:Filter"), _COMPARISONS[comparison])
        SubElement(test, "ogc:PropertyName").text = column
        SubElement(test, "ogc:Literal").text = str(value)
    if below:
        SubElement(element, "MaxScaleDenominator").text = str(below)
    match rule.sign:
        case Mark() as mark:
            graphic = SubElement(SubElement(element, "PointSymbolizer"), "Graphic")
            shape = SubElement(graphic, "Mark")
            SubElement(shape, "WellKnownName").text = mark.shape
            _parameters(SubElement(shape, "Fill"), {"fill": mark.fill})
            _parameters(SubElement(shape, "Stroke"), _edge(mark.edge, mark.edge_mm))
            SubElement(graphic, "Size").text = _pixels(mark.size_mm)
        case Stroke() as stroke:
            line = _edge(stroke.colour, stroke.width_mm) | {"stroke-opacity": str(opacity)}
            if stroke.dash_mm:
                line["stroke-dasharray"] = " ".join(_pixels(length) for length in stroke.dash_mm)
            _parameters(SubElement(SubElement(element, "LineSymbolizer"), "Stroke"), line)
        case Area() as area:
            ground = SubElement(element, "PolygonSymbolizer")
            fill = {"fill": area.fill, "fill-opacity": str(area.opacity)}
            _parameters(SubElement(ground, "Fill"), fill)
            _parameters(SubElement(ground, "Stroke"), _edge(area.edge, area.edge_mm))


def _edge(colour: str, width_mm: float) -> dict[str, str]:
    return {"stroke": colour, "stroke-width": _pixels(width_mm)}


def _parameters(parent: Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        SubElement(parent, "CssParameter", name=name).text = value


def _pixels(millimetres: float) -> str:
    return f"{millimetres * _PIXELS_A_MM:.2f}"
