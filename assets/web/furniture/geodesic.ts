/** Distances, bearings and areas on the WGS84 ellipsoid, by Karney's algorithms (GeographicLib). */

import { Geodesic } from "geographiclib-geodesic";

/** Degrees, EPSG:4326. */
export interface Position {
  readonly lon: number;
  readonly lat: number;
}

/** The geodesic from one point to the next; bearings are true, clockwise from north, 0 to 360. */
export interface Segment {
  readonly from: Position;
  readonly to: Position;
  readonly metres: number;
  /** Setting out at `from`. */
  readonly bearing: number;
  /** Setting out at `to`, the way back. */
  readonly back: number;
}

/** Between the corners of a drawn geodesic; the chord then leaves the curve by less than 1 km at 72° N. */
const STEP_M = 25_000;
const MOST_STEPS = 256;

const { WGS84 } = Geodesic;

export function segmentBetween(from: Position, to: Position): Segment {
  const { s12 = 0, azi1 = 0, azi2 = 0 } = WGS84.Inverse(from.lat, from.lon, to.lat, to.lon);
  return { from, to, metres: s12, bearing: turn(azi1), back: turn(azi2 + 180) };
}

/** The segments that join points one after the other. */
export function segmentsOf(points: readonly Position[]): Segment[] {
  return points.slice(1).map((to, index) => segmentBetween(points[index] ?? to, to));
}

/** Corners of a line that follows the geodesic on the map, both ends among them. */
export function pathBetween(from: Position, to: Position): Position[] {
  const line = WGS84.InverseLine(from.lat, from.lon, to.lat, to.lon);
  const steps = Math.min(MOST_STEPS, Math.max(1, Math.ceil(line.s13 / STEP_M)));
  const inner = Array.from({ length: steps - 1 }, (_, index): Position => {
    const { lat2 = 0, lon2 = 0 } = line.Position((line.s13 * (index + 1)) / steps);
    return { lon: lon2, lat: lat2 };
  });
  return [from, ...inner, to];
}

/** Square metres inside a ring of geodesics; its last point joins its first. */
export function areaOf(points: readonly Position[]): number {
  const ring = WGS84.Polygon();
  for (const { lat, lon } of points) ring.AddPoint(lat, lon);
  return Math.abs(ring.Compute(false, true).area ?? 0);
}

function turn(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}
