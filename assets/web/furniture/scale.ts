/** The scale of the map on the ellipsoid. */

import { worldSize } from "../mercator";

/** WGS84: equatorial radius in metres, first eccentricity squared. */
const RADIUS_M = 6378137;
const ECCENTRICITY_2 = 0.00669437999014;

export const METRES_PER_NAUTICAL_MILE = 1852;

/** Metres on the ground under one CSS pixel, along the parallel; up the meridian it is at most 0.7 % less. */
export function metresPerPixel(lat: number, zoom: number): number {
  const angle = (lat * Math.PI) / 180;
  const parallel = (RADIUS_M * Math.cos(angle)) / Math.sqrt(1 - ECCENTRICITY_2 * Math.sin(angle) ** 2);
  return (2 * Math.PI * parallel) / worldSize(zoom);
}

/** The largest of 1, 2, 5 × 10ⁿ that is not above `limit`. */
export function roundBelow(limit: number): number {
  const power = 10 ** Math.floor(Math.log10(limit));
  const digit = limit / power;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}
