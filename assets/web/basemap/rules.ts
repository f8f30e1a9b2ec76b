/** How the base map is painted, from the sea floor up. Layer names and fields are those of geodata/basemap.pmtiles. */

import type { Feature } from "protomaps-leaflet";
import { DEPTHS_M, type Theme } from "../theme";
import type { Source } from "./paths";

export interface Stroke {
  readonly colour: string;
  /** CSS pixels at a zoom. */
  readonly width: (zoom: number) => number;
  readonly dash?: readonly number[];
  readonly cap?: CanvasLineCap;
}

/** One coat of paint: `source` filled with a colour, or stroked, from one zoom up to another. */
export interface Coat {
  readonly source: Source;
  readonly fill?: string;
  readonly stroke?: Stroke;
  readonly from?: number;
  readonly until?: number;
}

export interface Rules {
  /** Areas; the relief lies on them. */
  readonly ground: readonly Coat[];
  /** Lines, over the relief. */
  readonly lines: readonly Coat[];
}

type Props = Feature["props"];

const kind =
  (...kinds: readonly string[]) =>
  ({ k }: Props): boolean =>
    kinds.includes(String(k));

/** A width that grows evenly between two zooms, and keeps its ends. */
function growing(low: number, high: number, from = 4, until = 12): (zoom: number) => number {
  return (zoom) => low + (high - low) * Math.min(1, Math.max(0, (zoom - from) / (until - from)));
}

/** Things of one rank and the next smaller, as whole zooms: rank is the zoom from which they are drawn. */
function ranked(layer: string, first: number, last: number, coat: (rank: number) => Omit<Coat, "source">): Coat[] {
  return Array.from({ length: last - first + 1 }, (_, step) => {
    const rank = first + step;
    const test = ({ r }: Props): boolean => {
      const own = Math.ceil(Number(r ?? first));
      return own === rank || (rank === first && own < first) || (rank === last && own > last);
    };
    return { source: { layer, shape: "line", part: `r${rank}`, test }, from: rank === first ? 0 : rank, ...coat(rank) };
  });
}

/** Zoom from which lines of equal depth are drawn, and where the depths are too coarse to be followed. */
const [ISOBATHS_FROM, ISOBATHS_UNTIL] = [6, 11];
/** Zoom from which a railway has room for its sleepers. */
const SLEEPERS_FROM = 9.5;

export function rulesFor(theme: Theme): Rules {
  const depths = DEPTHS_M.map((depth, index) => ({
    colour: theme.depth[index] ?? theme.sea,
    part: `d${depth}`,
    test: ({ d }: Props): boolean => Number(d) === depth,
  }));
  const bands = depths
    // A band in the colour of the one above would be painted for nothing.
    .filter(({ colour }, index) => colour !== (depths[index - 1]?.colour ?? theme.sea))
    .map(({ colour, part, test }): Coat => ({ source: { layer: "depth", shape: "area", part, test }, fill: colour }));
  const isobaths = depths.map(({ part, test }): Coat => ({
    source: { layer: "depth", shape: "edge", part, test },
    stroke: { colour: theme.isobath, width: growing(0.4, 0.7, 6, 11) },
    from: ISOBATHS_FROM,
    until: ISOBATHS_UNTIL,
  }));
  const salt = kind("estuary");
  const fresh = kind("lake", "river");
  const land: Source = { layer: "land", shape: "edge", part: "" };
  const limit = kind("adm0");
  const demarcation = kind("mdl");
  return {
    ground: [
      ...bands,
      ...isobaths,
      { source: { layer: "land", shape: "area", part: "" }, fill: theme.land },
      // Edges before areas: where river, estuary and sea meet, the water of one covers the edge of the other.
      {
        source: { layer: "water", shape: "edge", part: "fresh", test: fresh },
        stroke: { colour: theme.shore, width: growing(0.6, 1.6) },
        from: 6,
      },
      {
        source: { layer: "water", shape: "edge", part: "salt", test: salt },
        stroke: { colour: theme.landEdge, width: growing(1, 2.4) },
      },
      { source: { layer: "water", shape: "area", part: "" }, fill: theme.sea },
    ],
    lines: [
      {
        source: { layer: "border", shape: "line", part: "ts", test: kind("ts") },
        stroke: { colour: theme.maritime, width: growing(0.5, 1), dash: [6, 3] },
        from: 6,
      },
      {
        source: { layer: "border", shape: "line", part: "tsb", test: kind("tsb") },
        stroke: { colour: theme.border, width: growing(0.5, 1.1), dash: [9, 3, 2, 3] },
        from: 5,
      },
      ...ranked("river", 4, 10, (rank) => ({
        stroke: {
          colour: theme.river,
          width: (zoom) => Math.min(2.6, 0.45 + 0.22 * Math.max(0, zoom - rank)),
          cap: "round",
        },
      })),
      { source: land, stroke: { colour: theme.landEdge, width: growing(0.5, 1.2) } },
      {
        source: { layer: "admin1", shape: "line", part: "" },
        stroke: { colour: theme.admin, width: growing(0.7, 1.3), dash: [1, 2.5] },
        from: 5,
      },
      ...ranked("rail", 5, 9, (rank) => ({
        stroke: {
          colour: theme.baseRail,
          width: (zoom) => Math.min(1.5, (rank <= 6 ? 0.55 : 0.45) + 0.13 * Math.max(0, zoom - 5)),
        },
      })),
      {
        source: { layer: "rail", shape: "line", part: "" },
        // Dashes broader than long: the sleepers of the usual sign for a railway.
        stroke: { colour: theme.baseRail, width: growing(4, 6, SLEEPERS_FROM, 13), dash: [1.1, 8.9] },
        from: SLEEPERS_FROM,
      },
      {
        source: { layer: "border", shape: "line", part: "adm0", test: limit },
        stroke: { colour: theme.borderCasing, width: growing(2.4, 7), cap: "round" },
      },
      {
        source: { layer: "border", shape: "line", part: "mdl", test: demarcation },
        stroke: { colour: theme.borderCasing, width: growing(3.2, 8), cap: "round" },
      },
      {
        source: { layer: "border", shape: "line", part: "adm0", test: limit },
        stroke: { colour: theme.border, width: growing(0.9, 1.7), dash: [8, 2.5, 1.6, 2.5] },
      },
      {
        // Two countries that are at peace share a border; these two share a line of armistice.
        source: { layer: "border", shape: "line", part: "mdl", test: demarcation },
        stroke: { colour: theme.border, width: growing(1.4, 2.4), dash: [2.2, 2.2] },
      },
    ],
  };
}
