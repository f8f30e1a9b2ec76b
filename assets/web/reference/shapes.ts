/**
 * A reference layer as it is drawn: GeoJSON, unpacked, checked and laid into the unit square once.
 *
 * A case can come from anybody, so nothing in a content is believed: what is no shape is left out.
 */

import { toUnit } from "../mercator";

/** In the unit square. */
export interface UnitBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type Kind = "point" | "line" | "area";

/** A point, a line, or an area with its holes; x and y of each corner in turn, in the unit square. */
export interface Part {
  readonly kind: Kind;
  readonly rings: readonly Float64Array[];
  readonly box: UnitBox;
}

export interface Feature {
  readonly key: string;
  /** Empty where no property says it. */
  readonly name: string;
  readonly parts: readonly Part[];
  readonly box: UnitBox;
}

/** As many corners as an import takes, and some more for what was cut at the antimeridian. */
const MOST_CORNERS = 400_000;
/** Letters of a name; longer ones are cut. */
const MOST_LETTERS = 60;
const DEEPEST = 8;
/** Where Web Mercator ends. */
const MOST_LAT = 85.0511;

/** Unpack and read a content; throws where it is none. */
export async function readShapes(id: string, packed: ArrayBuffer): Promise<readonly Feature[]> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return shapesOf(id, JSON.parse(await new Response(stream).text()));
}

/** The features of a collection. */
export function shapesOf(id: string, content: unknown): readonly Feature[] {
  const features = memberOf(content, "features");
  const label = memberOf(content, "label");
  if (!Array.isArray(features)) throw new Error("no collection of features");
  const budget = { corners: MOST_CORNERS };
  return features.flatMap((feature: unknown, number): Feature[] => {
    const parts: Part[] = [];
    collect(memberOf(feature, "geometry"), parts, budget, 0);
    if (parts.length === 0) return [];
    const told = typeof label === "string" ? memberOf(memberOf(feature, "properties"), label) : undefined;
    const name = typeof told === "string" ? shortened(told) : "";
    return [{ key: `feature:${id}/${number}`, name, parts, box: around(parts.map(({ box }) => box)) }];
  });
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function shortened(text: string): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  const letters = [...line.slice(0, 2 * MOST_LETTERS)];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join("")}…` : line;
}

interface Budget {
  corners: number;
}

function collect(geometry: unknown, parts: Part[], budget: Budget, depth: number): void {
  const coordinates = memberOf(geometry, "coordinates");
  const list = Array.isArray(coordinates) ? (coordinates as unknown[]) : [];
  const add = (kind: Kind, rings: readonly unknown[]): void => {
    const read = rings.map((ring) => cornersOf(ring, budget)).filter((ring) => ring.length >= least(kind));
    if (read.length > 0) parts.push({ kind, rings: read, box: around(read.map(boxOf)) });
  };
  switch (memberOf(geometry, "type")) {
    case "Point":
      return add("point", [[list]]);
    case "MultiPoint":
      for (const point of list) add("point", [[point]]);
      return;
    case "LineString":
      return add("line", [list]);
    case "MultiLineString":
      for (const line of list) add("line", [line]);
      return;
    case "Polygon":
      return add("area", list);
    case "MultiPolygon":
      for (const area of list) add("area", Array.isArray(area) ? (area as unknown[]) : []);
      return;
    case "GeometryCollection": {
      const members = memberOf(geometry, "geometries");
      if (depth < DEEPEST && Array.isArray(members)) {
        for (const member of members) collect(member, parts, budget, depth + 1);
      }
    }
  }
}

/** Numbers that a ring of a kind has at least. */
function least(kind: Kind): number {
  return kind === "point" ? 2 : kind === "line" ? 4 : 6;
}

/** Corners in the unit square; none where one of them is no place. */
function cornersOf(ring: unknown, budget: Budget): Float64Array {
  const none = new Float64Array(0);
  if (!Array.isArray(ring) || ring.length > budget.corners) return none;
  const corners = new Float64Array(2 * ring.length);
  for (const [place, corner] of (ring as unknown[]).entries()) {
    if (!Array.isArray(corner)) return none;
    const [lon, lat] = corner as unknown[];
    if (typeof lon !== "number" || typeof lat !== "number" || !Number.isFinite(lon) || !Number.isFinite(lat)) return none;
    const { x, y } = toUnit(lon, Math.max(-MOST_LAT, Math.min(lat, MOST_LAT)));
    corners[2 * place] = x;
    corners[2 * place + 1] = y;
  }
  budget.corners -= ring.length;
  return corners;
}

function boxOf(corners: Float64Array): UnitBox {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < corners.length; at += 2) {
    const x = corners[at] ?? 0;
    const y = corners[at + 1] ?? 0;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return { left, top, right, bottom };
}

function around(boxes: readonly UnitBox[]): UnitBox {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.left);
    top = Math.min(top, box.top);
    right = Math.max(right, box.right);
    bottom = Math.max(bottom, box.bottom);
  }
  return { left, top, right, bottom };
}
