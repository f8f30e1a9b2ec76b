/** Which tiles of an own map a view needs, and which device pixels each of them takes. */

import { toUnit, worldSize, type Frame } from "../mercator";
import type { OwnMap } from "../protocol";

/** A rectangle of whole device pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Cell {
  /** "z/x/y", as in the address. */
  readonly key: string;
  readonly x: number;
  readonly y: number;
  /** CSS pixels of a side. */
  readonly side: number;
  readonly box: Box;
}

/**
 * The level whose tiles are drawn; null where the view is wider than the map's widest level.
 *
 * It hangs on the zoom alone, never on the screen's pixels: a level drawn for another scale shows other
 * things, and a figure must show what the screen shows.
 */
export function levelFor(map: OwnMap, zoom: number): number | null {
  const nearest = Math.round(zoom);
  if (nearest < map.min_zoom) return null;
  // Pictures are drawn for 256 pixels a tile, vector tiles for 512: those of the level above serve.
  const wanted = map.kind === "vector" ? Math.ceil(zoom) - 1 : nearest;
  return Math.min(Math.max(wanted, map.min_zoom), map.max_zoom);
}

/** The cells of one level in the view, neighbours sharing their edge exactly. */
export function cellsFor(map: OwnMap, level: number, frame: Frame): Cell[] {
  const side = worldSize(frame.zoom) / 2 ** level;
  const count = 2 ** level;
  const northWest = toUnit(map.west, map.north);
  const southEast = toUnit(map.east, map.south);
  const first = (edge: number, unit: number): number =>
    Math.max(0, Math.floor(edge / side), Math.floor(unit * count));
  const last = (edge: number, unit: number): number =>
    Math.min(count - 1, Math.ceil(edge / side) - 1, Math.ceil(unit * count) - 1);
  const pixel = (place: number, edge: number): number => Math.round((place * side - edge) * frame.ratio);
  const cells: Cell[] = [];
  const right = last(frame.left + frame.width, southEast.x);
  const bottom = last(frame.top + frame.height, southEast.y);
  for (let y = first(frame.top, northWest.y); y <= bottom; y++) {
    for (let x = first(frame.left, northWest.x); x <= right; x++) {
      const box = {
        left: pixel(x, frame.left),
        top: pixel(y, frame.top),
        right: pixel(x + 1, frame.left),
        bottom: pixel(y + 1, frame.top),
      };
      cells.push({ key: `${level}/${x}/${y}`, x, y, side, box });
    }
  }
  return cells;
}

export function wholeOf(frame: Frame): Box {
  const { width, height, ratio } = frame;
  return { left: 0, top: 0, right: Math.round(width * ratio), bottom: Math.round(height * ratio) };
}

/** What both boxes hold; null for nothing. */
export function common(one: Box, other: Box): Box | null {
  const box = {
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  };
  return box.left < box.right && box.top < box.bottom ? box : null;
}

/** The strips that a move by whole device pixels bares; null if it was another change, or bares everything. */
export function baredBy(last: Frame, frame: Frame): { x: number; y: number; strips: Box[] } | null {
  if (last.zoom !== frame.zoom || last.ratio !== frame.ratio) return null;
  if (last.width !== frame.width || last.height !== frame.height) return null;
  const x = (last.left - frame.left) * frame.ratio;
  const y = (last.top - frame.top) * frame.ratio;
  const { right, bottom } = wholeOf(frame);
  if (!Number.isInteger(x) || !Number.isInteger(y) || Math.abs(x) >= right || Math.abs(y) >= bottom) return null;
  const strips = [];
  if (y !== 0) strips.push({ left: 0, top: y > 0 ? 0 : bottom + y, right, bottom: y > 0 ? y : bottom });
  if (x !== 0) strips.push({ left: x > 0 ? 0 : right + x, top: 0, right: x > 0 ? x : right, bottom });
  return { x, y, strips };
}
