/** What the record has on the map, and what the filter leaves; shapes of desktop_app/mapview/encode.py. */

import { toUnit, type UnitPoint } from "./mercator";

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
  readonly terminal: boolean;
  readonly at: LonLat;
  readonly accuracy_m: number | null;
}

interface StationRow {
  readonly id: string;
  readonly names: Names;
  readonly at: LonLat;
}

interface RailRow {
  readonly id: string;
  readonly names: Names;
  readonly path: readonly LonLat[];
  readonly schematic: boolean;
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

interface FeaturesPayload {
  readonly ports: readonly PortRow[];
  readonly stations: readonly StationRow[];
  readonly rail: readonly RailRow[];
  readonly routes: readonly RouteRow[];
  readonly sightings: readonly SightingRow[];
  readonly voyages: readonly VoyageRow[];
}

export interface VisiblePayload {
  readonly voyages: readonly string[];
  readonly sightings: readonly string[];
  readonly routes: readonly string[];
  readonly calls: Readonly<Record<string, number>>;
}

interface Located {
  readonly key: string;
  readonly lat: number;
  readonly unit: UnitPoint;
}

export type Port = Omit<PortRow, "at"> & Located;
export type Station = Omit<StationRow, "at"> & Located;
export type Sighting = Omit<SightingRow, "at"> & Located;
export type Rail = Omit<RailRow, "path"> & { readonly key: string; readonly path: readonly UnitPoint[] };
export type Route = Omit<RouteRow, "path"> & { readonly path: readonly UnitPoint[] };
export type Voyage = VoyageRow & { readonly key: string };

export interface Features {
  readonly ports: readonly Port[];
  readonly stations: readonly Station[];
  readonly rail: readonly Rail[];
  readonly routes: readonly Route[];
  readonly sightings: readonly Sighting[];
  readonly voyages: readonly Voyage[];
}

export const NO_FEATURES: Features = {
  ports: [],
  stations: [],
  rail: [],
  routes: [],
  sightings: [],
  voyages: [],
};

export const NOTHING_VISIBLE: VisiblePayload = { voyages: [], sightings: [], routes: [], calls: {} };

export function readFeatures(payload: FeaturesPayload): Features {
  const located = <T extends { readonly id: string; readonly at: LonLat }>(
    kind: string,
    row: T,
  ): Omit<T, "at"> & Located => {
    const { at, ...rest } = row;
    return { ...rest, key: `${kind}:${row.id}`, lat: at[1], unit: toUnit(at[0], at[1]) };
  };
  const path = (points: readonly LonLat[]): UnitPoint[] => points.map(([lon, lat]) => toUnit(lon, lat));
  return {
    ports: payload.ports.map((row) => located("port", row)),
    stations: payload.stations.map((row) => located("station", row)),
    rail: payload.rail.map((row) => ({ ...row, key: `rail:${row.id}`, path: path(row.path) })),
    routes: payload.routes.map((row) => ({ ...row, path: path(row.path) })),
    sightings: payload.sightings.map((row) => located("sighting", row)),
    voyages: payload.voyages.map((row) => ({ ...row, key: `voyage:${row.id}` })),
  };
}

/** The name in a language; Latin where that one is not documented. */
export function nameIn(names: Names, language: string): string {
  const wanted = language === "ru" ? names.ru : language === "ko" ? names.ko : names.en;
  return wanted === "" ? names.en : wanted;
}
