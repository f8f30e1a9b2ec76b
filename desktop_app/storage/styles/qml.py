"""A look as QML, the style format of QGIS 3."""

from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from desktop_app.storage.styles.looks import INK, PAPER, Area, Look, Mark, Rule, Stroke

_VERSION: Final = "3.22.0"  # the oldest QGIS that these styles were looked at in
_LABEL_POINTS: Final = "9"
# Numbers of QGIS's Qgis::LabelPlacement and Qgis::LabelLinePlacementFlag.
_AROUND_POINT: Final = "6"
_ALONG_LINE: Final = "2"
_ABOVE: Final = "10"


def qml_of(look: Look, label: str) -> str:
    """The style file; `label` is a QGIS expression, empty for no labels."""
    root = Element(
        "qgis",
        version=_VERSION,
        styleCategories="Symbology|Labeling|Rendering",
        labelsEnabled="1" if label else "0",
    )
    renderer = SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="0", forceraster="0")
    rules = SubElement(renderer, "rules", key=_key(look.table))
    symbols = SubElement(renderer, "symbols")
    for number, rule in enumerate(look.rules):
        element = SubElement(
            rules,
            "rule",
            key=_key(f"{look.table} {number}"),
            symbol=str(number),
            label=rule.title,
            filter=expression(rule),
        )
        if look.below:
            element.set("scalemaxdenom", str(look.below))
        _add_symbol(symbols, number, rule)
    if label:
        _add_labels(root, label, look)
    SubElement(root, "layerOpacity").text = str(look.opacity)
    indent(root)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(root, encoding="unicode")


def expression(rule: Rule) -> str:
    """The rule's condition as a QGIS expression; empty for all rows."""
    if rule.condition is None:
        return ""
    column, sign, value = rule.condition
    return f'"{column}" {sign} {quoted(value)}'


def quoted(value: str | float) -> str:
    """A value as it stands in a QGIS expression."""
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def _key(name: str) -> str:
    """Rules carry a UUID; the same rule has the same in every case."""
    return "{" + str(uuid5(NAMESPACE_URL, f"tumen style {name}")) + "}"


def _add_symbol(symbols: Element, number: int, rule: Rule) -> None:
    kind = {Mark: "marker", Stroke: "line", Area: "fill"}[type(rule.sign)]
    symbol = SubElement(symbols, "symbol", name=str(number), type=kind, alpha="1", clip_to_extent="1")
    match rule.sign:
        case Mark() as mark:
            _add_layer(symbol, "SimpleMarker", _mark_options(mark))
        case Stroke() as stroke:
            _add_layer(symbol, "SimpleLine", _stroke_options(stroke))
        case Area() as area:
            _add_layer(symbol, "SimpleFill", _area_options(area))


def _mark_options(mark: Mark) -> dict[str, str]:
    return {
        "name": mark.shape,
        "color": _rgba(mark.fill),
        "outline_color": _rgba(mark.edge),
        "outline_style": "solid",
        "outline_width": str(mark.edge_mm),
        "outline_width_unit": "MM",
        "size": str(mark.size_mm),
        "size_unit": "MM",
    }


def _stroke_options(stroke: Stroke) -> dict[str, str]:
    return {
        "line_color": _rgba(stroke.colour),
        "line_style": "solid",
        "line_width": str(stroke.width_mm),
        "line_width_unit": "MM",
        "capstyle": "flat",
        "joinstyle": "round",
        "use_custom_dash": "1" if stroke.dash_mm else "0",
        "customdash": ";".join(str(length) for length in stroke.dash_mm),
        "customdash_unit": "MM",
    }


def _area_options(area: Area) -> dict[str, str]:
    return {
        "color": _rgba(area.fill, area.opacity),
        "style": "solid",
        "outline_color": _rgba(area.edge),
        "outline_style": "solid",
        "outline_width": str(area.edge_mm),
        "outline_width_unit": "MM",
    }


def _add_layer(symbol: Element, kind: str, options: dict[str, str]) -> None:
    layer = SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    listed = SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        if value:
            SubElement(listed, "Option", name=name, type="QString", value=value)


def _rgba(colour: str, opacity: float = 1.0) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{round(opacity * 255)}"


def _add_labels(root: Element, label: str, look: Look) -> None:
    below = look.label_below
    on_line = isinstance(look.rules[0].sign, Stroke)
    labeling = SubElement(root, "labeling", type="simple")
    settings = SubElement(labeling, "settings", calloutType="simple")
    style = SubElement(
        settings,
        "text-style",
        fieldName=label,
        isExpression="1",
        fontSize=_LABEL_POINTS,
        fontSizeUnit="Point",
        textColor=_rgba(INK),
        textOpacity="1",
    )
    SubElement(
        style,
        "text-buffer",
        bufferDraw="1",
        bufferColor=_rgba(PAPER),
        bufferSize="0.7",
        bufferSizeUnits="MM",
        bufferOpacity="0.85",
        bufferNoFill="1",
    )
    SubElement(
        settings,
        "placement",
        placement=_ALONG_LINE if on_line else _AROUND_POINT,
        placementFlags=_ABOVE,
        predefinedPositionOrder="R,TR,BR,L,TL,BL",
        dist="0.6",
        distUnits="MM",
        offsetType="1",
    )
    # QGIS writes the limits by their denominators: from 1:scaleMin (close) to 1:scaleMax (far).
    SubElement(
        settings,
        "rendering",
        scaleVisibility="1" if below else "0",
        scaleMin="1",
        scaleMax=str(below),
        drawLabels="1",
        obstacle="1",
    )
