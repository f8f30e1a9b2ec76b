/** Outlines of a tile's features, made once and filled or stroked as a whole: one call instead of thousands. */

import { GeomType, type Feature } from "protomaps-leaflet";
import { TILE_UNITS, type Tile } from "./tiles";

/** How an outline follows its features: whole areas, their true edges, or lines. */
export type Shape = "area" | "edge" | "line";

export interface Source {
  readonly layer: string;
  readonly shape: Shape;
  /** Names the choice of features; the same name must always mean the same choice. */
  readonly part: string;
  readonly test?: (props: Feature["props"]) => boolean;
}

/** Tile units beyond the tile's side where an edge can no longer be seen; the archive's tiles reach farther out. */
const OUTSIDE = 4;

interface Corner {
  readonly x: number;
  readonly y: number;
}

/** The outline of one tile; null where it has no such features. */
export function outlineOf(tile: Tile, { layer, shape, part, test }: Source): Path2D | null {
  return tile.once(`${shape}/${layer}/${part}`, () => {
    const wanted = shape === "line" ? GeomType.Line : GeomType.Polygon;
    const features = tile
      .features(layer)
      .filter((feature) => feature.geomType === wanted && (test === undefined || test(feature.props)));
    if (features.length === 0) return null;
    const path = new Path2D();
    for (const feature of features) {
      for (const ring of feature.geom) shape === "edge" ? addEdge(path, ring) : addWhole(path, ring);
    }
    return path;
  });
}

function addWhole(path: Path2D, ring: readonly Corner[]): void {
  ring.forEach(({ x, y }, index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
}

/** The ring without the stretches along which the tile was cut. */
function addEdge(path: Path2D, ring: readonly Corner[]): void {
  let last: Corner | undefined;
  let open = false;
  for (const corner of ring) {
    if (last === undefined || bothOutside(last, corner)) open = false;
    else {
      if (!open) path.moveTo(last.x, last.y);
      path.lineTo(corner.x, corner.y);
      open = true;
    }
    last = corner;
  }
}

function bothOutside(one: Corner, other: Corner): boolean {
  const [low, high] = [-OUTSIDE, TILE_UNITS + OUTSIDE];
  return (
    (one.x < low && other.x < low) ||
    (one.y < low && other.y < low) ||
    (one.x > high && other.x > high) ||
    (one.y > high && other.y > high)
  );
}
