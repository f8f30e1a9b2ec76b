/** A measurement in words and as a table. */

import { grouped } from "../format";
import type { Words } from "../words";
import { segmentsOf, type Position } from "./geodesic";
import { METRES_PER_NAUTICAL_MILE } from "./scale";

/** 12.34 km · 6.66 nm: three figures or more, never finer than 10 m. */
export function distanceText(metres: number, words: Words): string {
  return `${amount(metres / 1000)} ${words.km} · ${amount(metres / METRES_PER_NAUTICAL_MILE)} ${words.nm}`;
}

/** Whole degrees as on a chart: 007°. */
export function bearingText(degrees: number): string {
  return `${String(Math.round(degrees) % 360).padStart(3, "0")}°`;
}

export function areaText(squareMetres: number, words: Words): string {
  return `${amount(squareMetres / 1e6)} ${words.km}²`;
}

/** One row a segment, tab-separated, with what it is in the last line. */
export function segmentTable(points: readonly Position[]): string {
  let total = 0;
  const rows = segmentsOf(points).map(({ from, to, metres, bearing, back }) => {
    total += metres;
    return [
      ...[from, to].flatMap(({ lat, lon }) => [lat.toFixed(5), lon.toFixed(5)]),
      ...[metres / 1000, metres / METRES_PER_NAUTICAL_MILE].map((value) => value.toFixed(3)),
      ...[bearing, back].map((value) => (value % 360).toFixed(1)),
      ...[total / 1000, total / METRES_PER_NAUTICAL_MILE].map((value) => value.toFixed(3)),
    ].join("\t");
  });
  return [HEADER.join("\t"), ...rows, METHOD, ""].join("\n");
}

const HEADER: readonly string[] = [
  ...["from_lat", "from_lon", "to_lat", "to_lon"],
  ...["distance_km", "distance_nm", "bearing_deg", "back_bearing_deg", "cumulative_km", "cumulative_nm"],
];
const METHOD = "# geodesics on the WGS84 ellipsoid (Karney 2013); true bearings; points set by hand on the map";

function amount(value: number): string {
  return grouped(value, value < 100 ? 2 : value < 1000 ? 1 : 0);
}
