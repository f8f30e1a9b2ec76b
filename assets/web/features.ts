/** What the record has on the map, and what the filter leaves; shapes of desktop_app/mapview/encode.py. */

import { toUnit, type UnitPoint } from "./mercator";
import { distanceTo } from "./polyline";

export interface Names {
  readonly en: string;
  readonly ru: string;
  readonly ko: string;
}

type LonLat = readonly [lon: number, lat: number];

interface PortRow {
  readonly id: string;
  readonly names: Names;
  readonly role: "loading" | "discharge" | "rail" | "other";
  readonly kind: "port" | "harbour" | "oil terminal" | "pier" | "buoys" | "tanks";
  readonly at: LonLat;
  /** Closed ring; empty where only a point is known. */
  readonly outline: readonly LonLat[];
  readonly accuracy_m: number | null;
}

interface BerthRow {
  readonly port: string;
  readonly at: LonLat;
}

interface StationRow {
  readonly id: string;
  readonly names: Names;
  readonly kind: "station" | "bridge";
  readonly at: LonLat;
  readonly accuracy_m: number;
  /** Only its published kilometre puts it there. */
  readonly computed: boolean;
}

interface SegmentRow {
  readonly path: readonly LonLat[];
  /** How far the real line can lie from the drawn one. */
  readonly accuracy_m: number;
  /** Four rails, for two gauges. */
  readonly dual: boolean;
}

interface PostRow {
  readonly km: number;
  readonly at: LonLat;
  readonly accuracy_m: number;
}

interface RailRow {
  readonly id: string;
  readonly names: Names;
  readonly segments: readonly SegmentRow[];
  readonly posts: readonly PostRow[];
}

interface RouteRow {
  readonly id: string;
  readonly path: readonly LonLat[];
}

interface SightingRow {
  readonly id: string;
  readonly name: string;
  readonly date: string;
  readonly at: LonLat;
  readonly accuracy_m: number | null;
  readonly tracker: "off" | "on" | "unknown";
}

export interface CallRow {
  readonly port: string;
  readonly activity: "load" | "discharge" | "unknown";
  readonly precision: "instant" | "interval" | "day" | "window" | "month" | "year";
}

interface VoyageRow {
  readonly id: string;
  readonly name: string;
  readonly route: string;
  readonly sightings: readonly string[];
  readonly calls: readonly CallRow[];
}

interface AreaRow {
  readonly id: string;
  readonly name: string;
  readonly ring: readonly LonLat[];
}

interface FeaturesPayload {
  readonly ports: readonly PortRow[];
  readonly berths: readonly BerthRow[];
  readonly stations: readonly StationRow[];
  readonly rail: readonly RailRow[];
  readonly routes: readonly RouteRow[];
  readonly sightings: readonly SightingRow[];
  readonly voyages: readonly VoyageRow[];
  readonly areas: readonly AreaRow[];
}

export interface VisiblePayload {
  readonly voyages: readonly string[];
  readonly sightings: readonly string[];
  readonly routes: readonly string[];
  readonly calls: Readonly<Record<string, number>>;
  /** How many voyages and positions pass where there are too many for marks; null where all are drawn. */
  readonly crowd: Crowd | null;
}

export interface Crowd {
  readonly voyages: number;
  readonly positions: number;
  readonly most: number;
}

interface Located {
  readonly key: string;
  readonly lat: number;
  readonly unit: UnitPoint;
}

export interface Port extends Omit<PortRow, "at" | "outline">, Located {
  readonly outline: readonly UnitPoint[];
  /** Part of a port, not a port. */
  readonly terminal: boolean;
}
export type Sighting = Omit<SightingRow, "at"> & Located;

/** A place where ships of a port lie. */
export interface Berth {
  readonly port: string;
  readonly lat: number;
  readonly unit: UnitPoint;
}

/** What stands across or along the line, with the line's direction there in radians, clockwise from east. */
interface OnLine {
  readonly angle: number;
}
export type Station = Omit<StationRow, "at"> & Located & OnLine;
export interface Post extends Omit<PostRow, "at">, OnLine {
  readonly lat: number;
  readonly unit: UnitPoint;
}
export interface Segment extends Omit<SegmentRow, "path"> {
  readonly path: readonly UnitPoint[];
  readonly lat: number;
}
export interface Rail {
  readonly key: string;
  readonly names: Names;
  /** The whole line, one stretch after the other. */
  readonly path: readonly UnitPoint[];
  readonly segments: readonly Segment[];
  readonly posts: readonly Post[];
}
export type Route = Omit<RouteRow, "path"> & { readonly path: readonly UnitPoint[] };
/** An area that a person drew and watches. */
export type WatchArea = Omit<AreaRow, "ring"> & { readonly key: string; readonly ring: readonly UnitPoint[] };
export type Voyage = VoyageRow & { readonly key: string };

export interface Features {
  readonly ports: readonly Port[];
  readonly berths: readonly Berth[];
  readonly stations: readonly Station[];
  readonly rail: readonly Rail[];
  readonly routes: readonly Route[];
  readonly sightings: readonly Sighting[];
  readonly voyages: readonly Voyage[];
  readonly areas: readonly WatchArea[];
}

export const NO_FEATURES: Features = {
  ports: [],
  berths: [],
  stations: [],
  rail: [],
  routes: [],
  sightings: [],
  voyages: [],
  areas: [],
};

export const NOTHING_VISIBLE: VisiblePayload = {
  voyages: [],
  sightings: [],
  routes: [],
  calls: {},
  crowd: null,
};

export function readFeatures(payload: FeaturesPayload): Features {
  const rail = payload.rail.map(readRail);
  return {
    ports: payload.ports.map((row) => ({
      ...located("port", row),
      outline: unitPath(row.outline),
      terminal: row.kind !== "port",
    })),
    berths: payload.berths.map(({ port, at }) => ({ port, lat: at[1], unit: toUnit(at[0], at[1]) })),
    stations: payload.stations.map((row) => {
      const station = located("station", row);
      return { ...station, angle: angleAt(rail, station.unit) };
    }),
    rail,
    routes: payload.routes.map((row) => ({ ...row, path: unitPath(row.path) })),
    sightings: payload.sightings.map((row) => located("sighting", row)),
    voyages: payload.voyages.map((row) => ({ ...row, key: `voyage:${row.id}` })),
    areas: payload.areas.map((row) => ({ ...row, key: `area:${row.id}`, ring: unitPath(row.ring) })),
  };
}

function located<T extends { readonly id: string; readonly at: LonLat }>(
  kind: string,
  row: T,
): Omit<T, "at"> & Located {
  const { at, ...rest } = row;
  return { ...rest, key: `${kind}:${row.id}`, lat: at[1], unit: toUnit(at[0], at[1]) };
}

function unitPath(points: readonly LonLat[]): UnitPoint[] {
  return points.map(([lon, lat]) => toUnit(lon, lat));
}

function readRail({ id, names, segments, posts }: RailRow): Rail {
  const read = segments.map(({ path, ...rest }) => ({ ...rest, path: unitPath(path), lat: path[0]?.[1] ?? 0 }));
  const path = read.flatMap((segment, index) => (index === 0 ? segment.path : segment.path.slice(1)));
  return {
    key: `rail:${id}`,
    names,
    path,
    segments: read,
    posts: posts.map(({ at, ...rest }) => {
      const unit = toUnit(at[0], at[1]);
      return { ...rest, lat: at[1], unit, angle: angleAt([{ path }], unit) };
    }),
  };
}

/** Direction of the line where it passes a point, past a corner in the middle; the same at every scale. */
function angleAt(lines: readonly { readonly path: readonly UnitPoint[] }[], point: UnitPoint): number {
  let angle = 0;
  let nearest = Number.POSITIVE_INFINITY;
  for (const { path } of lines) {
    for (let index = 1; index < path.length; index++) {
      const [from, to] = [path[index - 1], path[index]];
      if (from === undefined || to === undefined) break;
      const distance = distanceTo([from, to], point);
      if (distance >= nearest) continue;
      nearest = distance;
      const past = to.x === point.x && to.y === point.y ? (path[index + 1] ?? to) : to;
      angle = Math.atan2(past.y - from.y, past.x - from.x);
    }
  }
  return angle;
}

/** The name in a language; Latin where that one is not documented. */
export function nameIn(names: Names, language: string): string {
  const wanted = language === "ru" ? names.ru : language === "ko" ? names.ko : names.en;
  return wanted === "" ? names.en : wanted;
}
