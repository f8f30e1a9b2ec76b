/** What of the reference layers lies under a point: points, then lines, then areas, of the topmost layer first. */

import { worldSize, type Frame, type Pixel } from "../mercator";
import type { Scene } from "../scene";
import type { Feature, Kind, Part } from "./shapes";
import { POINT_PX, inFrame } from "./view";

/** Key and name of the feature there; null for none. */
export function referenceAt(
  frame: Frame,
  { references }: Pick<Scene, "references">,
  point: Pixel,
  near: number,
): { readonly key: string; readonly name: string } | null {
  const spot: Frame = { ...frame, left: frame.left + point.x, top: frame.top + point.y, width: 0, height: 0 };
  for (const kind of ["point", "line", "area"] as const) {
    for (const layer of [...references].reverse()) {
      const feature = layer.features.findLast(({ box, parts }) => {
        return inFrame(spot, box, near + POINT_PX) && parts.some((part) => isOn(spot, part, kind, near));
      });
      if (feature !== undefined) return { key: feature.key, name: nameOf(feature, layer.name) };
    }
  }
  return null;
}

function nameOf({ name }: Feature, layer: string): string {
  return name === "" ? layer : `${name} · ${layer}`;
}

/** Whether the corner of a frame without size lies on a part of this kind. */
function isOn(spot: Frame, part: Part, kind: Kind, near: number): boolean {
  if (part.kind !== kind || !inFrame(spot, part.box, near + POINT_PX)) return false;
  const size = worldSize(spot.zoom);
  const [x, y] = [spot.left, spot.top];
  if (kind === "point") return Math.hypot(part.box.left * size - x, part.box.top * size - y) < POINT_PX + near;
  const [ux, uy] = [x / size, y / size];
  if (kind === "area") return part.rings.reduce((inside, ring) => inside !== isWithin(ring, ux, uy), false);
  return part.rings.some((ring) => distance(ring, ux, uy) * size < near);
}

/** Whether a place lies inside a ring: a ray to the east crosses it an odd number of times. */
function isWithin(ring: Float64Array, x: number, y: number): boolean {
  let inside = false;
  let [beforeX, beforeY] = [ring[ring.length - 2] ?? 0, ring[ring.length - 1] ?? 0];
  for (let at = 0; at < ring.length; at += 2) {
    const [hereX, hereY] = [ring[at] ?? 0, ring[at + 1] ?? 0];
    if (hereY > y !== beforeY > y && x < ((beforeX - hereX) * (y - hereY)) / (beforeY - hereY) + hereX) inside = !inside;
    [beforeX, beforeY] = [hereX, hereY];
  }
  return inside;
}

/** From a place to the nearest stretch of a line. */
function distance(line: Float64Array, x: number, y: number): number {
  let least = Infinity;
  for (let at = 2; at < line.length; at += 2) {
    const [fromX, fromY] = [line[at - 2] ?? 0, line[at - 1] ?? 0];
    const [alongX, alongY] = [(line[at] ?? 0) - fromX, (line[at + 1] ?? 0) - fromY];
    const square = alongX * alongX + alongY * alongY;
    const share = square === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / square;
    const on = Math.max(0, Math.min(share, 1));
    least = Math.min(least, Math.hypot(fromX + on * alongX - x, fromY + on * alongY - y));
  }
  return least;
}
