/**
 * A quiet style for vector tiles of any make.
 *
 * Layer names are those of OpenMapTiles 3, Protomaps 4 and Shortbread 1; a layer of any other name is drawn as
 * outlines, by the type of its geometry.
 */

import {
  GeomType,
  LineSymbolizer,
  PolygonSymbolizer,
  linear,
  type Feature,
  type PaintRule,
  type PaintSymbolizer,
} from "protomaps-leaflet";
import type { Theme } from "../theme";

type Group = "ground" | "cover" | "water" | "building" | "boundary" | "road" | "names" | "other";

const GROUPS: Readonly<Record<Exclude<Group, "other">, readonly string[]>> = {
  ground: ["earth", "land"],
  cover: ["landcover", "landuse", "park", "natural", "land_use", "land_cover", "sites", "mountain_peak"],
  water: [
    "water", "ocean", "waterway", "water_polygons", "water_lines", "dam_polygons", "dam_lines",
    "pier_polygons", "pier_lines", "physical_line",
  ],
  building: ["building", "buildings"],
  boundary: ["boundary", "boundaries"],
  road: ["transportation", "roads", "transit", "streets", "street_polygons", "bridges", "ferries", "aerialways", "aeroway"],
  // Names are not drawn: those of the base map and the record lie above every own map.
  names: [
    "place", "places", "poi", "pois", "housenumber", "water_name", "transportation_name", "aerodrome_label",
    "place_labels", "boundary_labels", "street_labels", "street_labels_points", "streets_polygons_labels",
    "water_polygons_labels", "water_lines_labels", "addresses", "public_transport", "physical_point",
  ],
};

/** Values by which the three schemes tell one kind from another. */
const KINDS = ["class", "kind", "subclass", "kind_detail", "highway", "pmap:kind"] as const;
const RAIL = new Set(["rail", "railway", "light_rail", "narrow_gauge", "subway", "tram", "transit"]);
const MAJOR = new Set(["motorway", "trunk", "primary", "highway", "major_road"]);
const MIDDLE = new Set(["secondary", "tertiary", "medium_road"]);
const WOODED = new Set(["wood", "forest", "park", "nature_reserve", "national_park", "grass", "scrub", "meadow"]);

function groupOf(layer: string): Group {
  const found = Object.entries(GROUPS).find(([, names]) => names.includes(layer));
  return found === undefined ? "other" : (found[0] as Group);
}

function isOne(feature: Feature, values: ReadonlySet<string>): boolean {
  return KINDS.some((name) => values.has(String(feature.props[name])));
}

function isRail(feature: Feature): boolean {
  return isOne(feature, RAIL) || feature.props["rail"] === true;
}

type Test = (feature: Feature) => boolean;

function area(dataLayer: string, colour: string, opacity: number, test: Test = () => true): PaintRule {
  return {
    dataLayer,
    symbolizer: new PolygonSymbolizer({ fill: colour, opacity }),
    filter: (_zoom, feature) => feature.geomType === GeomType.Polygon && test(feature),
  };
}

interface Stroke {
  readonly colour: string;
  readonly width: number | ((zoom: number) => number);
  readonly dash?: number[];
  readonly test?: Test;
  readonly type?: GeomType;
  readonly opacity?: number;
}

function line(dataLayer: string, stroke: Stroke): PaintRule {
  const { colour, width, dash, test, type = GeomType.Line, opacity = 1 } = stroke;
  return {
    dataLayer,
    symbolizer: new LineSymbolizer({
      color: colour,
      width,
      opacity,
      lineJoin: "round",
      ...(dash === undefined ? {} : { dash }),
    }),
    filter: (_zoom, feature) => feature.geomType === type && (test === undefined || test(feature)),
  };
}

class Dot implements PaintSymbolizer {
  constructor(private readonly colour: string) {}

  draw(context: CanvasRenderingContext2D, geometry: readonly (readonly { x: number; y: number }[])[]): void {
    context.fillStyle = this.colour;
    for (const { x, y } of geometry.flat()) {
      context.beginPath();
      context.arc(x, y, 1.8, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

function growing(low: number, high: number): (zoom: number) => number {
  return linear([
    [5, low],
    [14, high],
  ]);
}

function rulesOfLayer(layer: string, group: Group, theme: Theme): PaintRule[] {
  switch (group) {
    case "ground":
      return [area(layer, theme.land, 1)];
    case "cover":
      return [
        area(layer, theme.river, 0.22, (feature) => isOne(feature, WOODED)),
        area(layer, theme.neutral, 0.08, (feature) => !isOne(feature, WOODED)),
      ];
    case "water":
      return [area(layer, theme.water, 1), line(layer, { colour: theme.river, width: growing(0.4, 1.4) })];
    case "building":
      return [area(layer, theme.neutral, 0.35)];
    case "boundary":
      return [line(layer, { colour: theme.border, width: growing(0.7, 1.2), dash: [6, 3] })];
    case "road":
      return roads(layer, theme);
    case "names":
      return [];
    case "other":
      return [
        area(layer, theme.neutral, 0.06),
        line(layer, { colour: theme.neutral, width: 0.8, type: GeomType.Polygon, opacity: 0.6 }),
        line(layer, { colour: theme.neutral, width: 1, opacity: 0.8 }),
        {
          dataLayer: layer,
          symbolizer: new Dot(theme.neutral),
          filter: (_zoom, { geomType }) => geomType === GeomType.Point,
        },
      ];
  }
}

function roads(layer: string, theme: Theme): PaintRule[] {
  const major: Test = (feature) => isOne(feature, MAJOR);
  const middle: Test = (feature) => !major(feature) && isOne(feature, MIDDLE);
  const minor: Test = (feature) => !major(feature) && !middle(feature) && !isRail(feature);
  return [
    area(layer, theme.placeDot, 0.2),
    line(layer, { colour: theme.admin, width: growing(0.2, 1.4), test: minor }),
    line(layer, { colour: theme.placeDot, width: growing(0.4, 1.8), test: middle }),
    line(layer, { colour: theme.placeDot, width: growing(0.8, 2.8), test: major }),
    line(layer, { colour: theme.place, width: growing(0.6, 1.4), dash: [5, 2], test: isRail }),
  ];
}

/** Paint rules for these layers, from the ground up. */
export function rulesFor(layers: readonly string[], theme: Theme): PaintRule[] {
  const order: readonly Group[] = ["ground", "cover", "water", "other", "building", "boundary", "road"];
  return order.flatMap((group) =>
    layers.filter((layer) => groupOf(layer) === group).flatMap((layer) => rulesOfLayer(layer, group, theme)),
  );
}
