/** Names that the base map's tiles hold, in the order in which they are given room. */

import type { Feature } from "protomaps-leaflet";
import type { Names } from "../features";
import type { UnitPoint } from "../mercator";
import { TILE_UNITS, type Slot, type Tile } from "./tiles";

export type Kind =
  | "country"
  | "sea"
  | "city"
  | "strait"
  | "town"
  | "bay"
  | "region"
  | "lake"
  | "river"
  | "port"
  | "airport";

/** The order in which names are given room; within a kind, what shows at smaller scales comes first. */
const KINDS: readonly Kind[] = [
  "country",
  "sea",
  "city",
  "strait",
  "town",
  "bay",
  "region",
  "lake",
  "river",
  "port",
  "airport",
];

export interface BaseName {
  readonly kind: Kind;
  /** The same for the same thing, whatever tile it came in. */
  readonly id: string;
  readonly names: Names;
  readonly unit: UnitPoint;
  readonly people: number;
  /** Zooms from which and to which it is named. */
  readonly from: number;
  readonly until: number;
  /** Place in the order, smallest first. */
  readonly order: number;
  /** The course of a river; empty for everything else. */
  readonly line: readonly UnitPoint[];
  /** How wide a lake is, in the unit square; 0 for everything else. */
  readonly breadth: number;
}

/** People from which a place is a city here. */
const CITY_PEOPLE = 100_000;
/** Zoom from which airports have room. */
const AIRPORTS_FROM = 8;
/** Zooms from which lakes and rivers are named, if they are large enough for their name. */
const WATERS_FROM = 6;
/** Tile units that a piece of a river must be long to bear a name. */
const LONGEST_NAME_UNITS = 90;

type Props = Feature["props"];

let known: { readonly slots: readonly Slot[]; readonly zoom: number; readonly names: readonly BaseName[] } | null = null;

/** All names of the view that a zoom shows, the most important first; kept until the tiles or the zoom change. */
export function namesOf(slots: readonly Slot[], zoom: number): readonly BaseName[] {
  if (known?.slots !== slots || known.zoom !== zoom) known = { slots, zoom, names: sortedNames(slots, zoom) };
  return known.names;
}

function sortedNames(slots: readonly Slot[], zoom: number): BaseName[] {
  const found: BaseName[] = [];
  for (const { id, tile } of slots) {
    if (tile === null) continue;
    const side = 1 / 2 ** id.z;
    for (const name of namesIn(tile)) {
      if (zoom < name.from || zoom > name.until) continue;
      // A tile from farther up is in several slots; each takes its own names.
      const { x, y } = name.unit;
      if (Math.floor(x / side) === id.x && Math.floor(y / side) === id.y) found.push(name);
    }
  }
  return found.sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
}

function namesIn(tile: Tile): readonly BaseName[] {
  return tile.once("names", () => [
    ...points(tile, "country", () => "country"),
    ...points(tile, "sea", ({ s }) => (["sea", "strait"] as const)[Number(s) - 1] ?? "bay"),
    ...points(tile, "place", ({ pop }) => (Number(pop) >= CITY_PEOPLE ? "city" : "town")),
    ...points(tile, "admin1_lbl", () => "region"),
    ...points(tile, "port", () => "port"),
    ...points(tile, "airport", () => "airport"),
    ...lakes(tile),
    ...rivers(tile),
  ]);
}

function points(tile: Tile, layer: string, kindOf: (props: Props) => Kind): BaseName[] {
  return tile.features(layer).flatMap((feature): BaseName[] => {
    const point = feature.geom[0]?.[0];
    // What lies beyond the tile's edge is in the next tile too.
    if (point === undefined || !isInside(point)) return [];
    const { props } = feature;
    const kind = kindOf(props);
    const from = Math.max(Number(props["r"] ?? 0), kind === "airport" ? AIRPORTS_FROM : 0);
    return [named(props, kind, unitOf(tile, point), { from })];
  });
}

/** Lakes that lie in one tile whole: the middle of a piece of one would wander with the zoom. */
function lakes(tile: Tile): BaseName[] {
  return tile.features("water").flatMap((feature): BaseName[] => {
    const { props, bbox } = feature;
    const [low, high] = [{ x: bbox.minX, y: bbox.minY }, { x: bbox.maxX, y: bbox.maxY }];
    if (props["k"] !== "lake" || props["name"] === undefined || !isInside(low) || !isInside(high)) return [];
    const middle = { x: (low.x + high.x) / 2, y: (low.y + high.y) / 2 };
    const breadth = (high.x - low.x) / TILE_UNITS / 2 ** tile.id.z;
    return [named(props, "lake", unitOf(tile, middle), { from: WATERS_FROM, breadth })];
  });
}

/** Named rivers, each with its longest piece in the tile. */
function rivers(tile: Tile): BaseName[] {
  const longest = new Map<string, { readonly props: Props; readonly piece: readonly Point[]; readonly length: number }>();
  for (const { props, geom } of tile.features("river")) {
    const name = props["name"];
    if (typeof name !== "string" || name === "") continue;
    for (const line of geom) {
      const piece = line.filter(isInside);
      const length = lengthOf(piece);
      if (length > Math.max(LONGEST_NAME_UNITS, longest.get(name)?.length ?? 0)) longest.set(name, { props, piece, length });
    }
  }
  return [...longest.values()].flatMap(({ props, piece }): BaseName[] => {
    const middle = piece[piece.length >> 1];
    if (middle === undefined) return [];
    const from = Math.max(WATERS_FROM, Number(props["r"] ?? 0));
    return [named(props, "river", unitOf(tile, middle), { from, line: piece.map((point) => unitOf(tile, point)) })];
  });
}

type Extras = Pick<BaseName, "from"> & Partial<Pick<BaseName, "line" | "breadth">>;

function named(props: Props, kind: Kind, unit: UnitPoint, extras: Extras): BaseName {
  const text = (key: string): string => {
    const value = props[key];
    return typeof value === "string" ? value : "";
  };
  const people = Number(props["pop"] ?? 0);
  return {
    kind,
    id: `${kind}/${text("id")}${text("icao")}${text("loc")}/${text("name")}`,
    names: { en: text("name"), ru: text("ru"), ko: text("ko") },
    unit,
    people,
    until: Number(props["z1"] ?? Infinity),
    // Rank first, then people: a thousandfold population counts as three zooms less than nothing.
    order: KINDS.indexOf(kind) * 1000 + extras.from * 20 - Math.log10(people + 1),
    line: [],
    breadth: 0,
    ...extras,
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function isInside({ x, y }: Point): boolean {
  return x >= 0 && y >= 0 && x < TILE_UNITS && y < TILE_UNITS;
}

function unitOf({ id }: Tile, { x, y }: Point): UnitPoint {
  const side = 1 / 2 ** id.z;
  return { x: (id.x + x / TILE_UNITS) * side, y: (id.y + y / TILE_UNITS) * side };
}

function lengthOf(line: readonly Point[]): number {
  let length = 0;
  line.forEach(({ x, y }, index) => {
    const last = line[index - 1];
    if (last !== undefined) length += Math.hypot(x - last.x, y - last.y);
  });
  return length;
}
