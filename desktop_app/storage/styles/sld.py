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
        _add_rule(kind, rule, look.below)
    indent(root)
    return tostring(root, encoding="unicode")


def _add_rule(parent: Element, rule: Rule, below: int) -> None:
    element = SubElement(parent, "Rule")
    SubElement(element, "Title").text = rule.title
    if rule.conditions:
        place = SubElement(element, "ogc:Filter")
        if len(rule.conditions) > 1:
            place = SubElement(place, "ogc:And")
        for column, sign, value in rule.conditions:
            comparison = SubElement(place, _COMPARISONS[sign])
            SubElement(comparison, "ogc:PropertyName").text = column
            SubElement(comparison, "ogc:Literal").text = str(value)
    if below:
        SubElement(element, "MaxScaleDenominator").text = str(below)
    for part in rule.parts:
        match part:
            case Mark():
                graphic = SubElement(SubElement(element, "PointSymbolizer"), "Graphic")
                mark = SubElement(graphic, "Mark")
                SubElement(mark, "WellKnownName").text = part.shape
                _parameters(SubElement(mark, "Fill"), {"fill": part.fill})
                _parameters(
                    SubElement(mark, "Stroke"), {"stroke": part.edge, "stroke-width": _pixels(part.edge_mm)}
                )
                SubElement(graphic, "Size").text = _pixels(part.size_mm)
            case Stroke():
                dash = {"stroke-dasharray": " ".join(_pixels(length) for length in part.dash_mm)}
                _parameters(
                    SubElement(SubElement(element, "LineSymbolizer"), "Stroke"),
                    {
                        "stroke": part.colour,
                        "stroke-width": _pixels(part.width_mm),
                        "stroke-opacity": str(part.opacity),
                    }
                    | (dash if part.dash_mm else {}),
                )
            case Area():
                ground = SubElement(element, "PolygonSymbolizer")
                _parameters(
                    SubElement(ground, "Fill"), {"fill": part.fill, "fill-opacity": str(part.opacity)}
                )
                _parameters(
                    SubElement(ground, "Stroke"), {"stroke": part.edge, "stroke-width": _pixels(part.edge_mm)}
                )


def _parameters(parent: Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        SubElement(parent, "CssParameter", name=name).text = value


def _pixels(millimetres: float) -> str:
    return f"{millimetres * _PIXELS_A_MM:.2f}"
