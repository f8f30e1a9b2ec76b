/** How the base map's own layers are painted. Layer names and fields are those of geodata/basemap.pmtiles. */

import {
  GeomType,
  LineSymbolizer,
  PolygonSymbolizer,
  linear,
  type Feature,
  type PaintRule,
  type PaintSymbolizer,
} from "protomaps-leaflet";
import { DEPTHS_M, type Theme } from "../theme";

interface Corner {
  readonly x: number;
  readonly y: number;
}

type Test = (feature: Feature) => boolean;

function when(test: Test): (zoom: number, feature: Feature) => boolean {
  return (_zoom, feature) => test(feature);
}

const kind =
  (...kinds: readonly string[]): Test =>
  (feature) =>
    kinds.includes(String(feature.props["k"]));

function fill(dataLayer: string, colour: string): PaintRule {
  return {
    dataLayer,
    symbolizer: new PolygonSymbolizer({ fill: colour }),
    filter: when((feature) => feature.geomType === GeomType.Polygon),
  };
}

interface Stroke {
  readonly colour: string;
  readonly width: number | ((zoom: number) => number);
  readonly dash?: number[];
  readonly from?: number;
  readonly test?: Test;
}

function line(dataLayer: string, stroke: Stroke): PaintRule {
  return {
    dataLayer,
    symbolizer: new LineSymbolizer({
      color: stroke.colour,
      width: stroke.width,
      lineJoin: "round",
      ...(stroke.dash === undefined ? { lineCap: "round" as const } : { dash: stroke.dash }),
    }),
    ...(stroke.from === undefined ? {} : { minzoom: stroke.from }),
    ...(stroke.test === undefined ? {} : { filter: when(stroke.test) }),
  };
}

/** Longest stretch due north or east that can be coast, CSS pixels; beyond, it is where the data were cut. */
const STRAIGHT_PX = 48;

/** The shore line: the edge of the land without the cuts at the edges of tiles and of the region. */
class Coast implements PaintSymbolizer {
  constructor(
    private readonly colour: string,
    private readonly width: (zoom: number) => number,
  ) {}

  draw(context: CanvasRenderingContext2D, rings: readonly (readonly Corner[])[], zoom: number): void {
    context.beginPath();
    for (const ring of rings) {
      let last: Corner | undefined;
      for (const corner of ring) {
        const cut =
          last === undefined ||
          (corner.x === last.x && Math.abs(corner.y - last.y) > STRAIGHT_PX) ||
          (corner.y === last.y && Math.abs(corner.x - last.x) > STRAIGHT_PX);
        if (cut) context.moveTo(corner.x, corner.y);
        else context.lineTo(corner.x, corner.y);
        last = corner;
      }
    }
    context.strokeStyle = this.colour;
    context.lineWidth = this.width(zoom);
    context.lineJoin = "round";
    context.stroke();
  }
}

/** Painting order from the sea floor up. */
export function paintRulesFor(theme: Theme): PaintRule[] {
  const bands = DEPTHS_M.map((depth, index): PaintRule => ({
    dataLayer: "depth",
    symbolizer: new PolygonSymbolizer({ fill: theme.depth[index] ?? theme.sea }),
    filter: when((feature) => feature.props["d"] === depth),
  }));
  const growing = (low: number, high: number): ((zoom: number) => number) =>
    linear([
      [4, low],
      [11, high],
    ]);
  const limit = kind("adm0", "mdl");
  return [
    ...bands,
    line("border", {
      colour: theme.maritime,
      width: growing(0.5, 0.9),
      dash: [5, 4],
      from: 6,
      test: kind("ts", "tsb"),
    }),
    fill("land", theme.land),
    fill("water", theme.water),
    line("river", { colour: theme.river, width: growing(0.4, 1.4), from: 5 }),
    { dataLayer: "land", symbolizer: new Coast(theme.landEdge, growing(0.45, 0.9)) },
    line("water", { colour: theme.river, width: growing(0.3, 0.7), from: 6 }),
    line("admin1", { colour: theme.admin, width: growing(0.6, 0.9), dash: [3, 3], from: 6 }),
    line("rail", {
      colour: theme.baseRail,
      width: growing(0.5, 1.2),
      from: 6.5,
      test: (feature) => feature.props["k"] !== "khasan_rajin", // drawn from the record instead
    }),
    line("border", { colour: theme.borderCasing, width: growing(2.2, 4.5), test: limit }),
    line("border", { colour: theme.border, width: growing(0.8, 1.4), dash: [7, 2.5, 1.5, 2.5], test: limit }),
  ];
}
