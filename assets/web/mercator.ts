/** Web Mercator in the unit square, and the window of it that a canvas shows. */

import type { Part } from "./picture";

export interface UnitPoint {
  /** 0 at 180° W, 1 at 180° E. */
  readonly x: number;
  /** 0 at 85.05° N, 1 at 85.05° S. */
  readonly y: number;
}

/** Equator length in metres of the sphere that Web Mercator uses (radius 6378137 m). */
const EQUATOR_M = 2 * Math.PI * 6378137;

export function toUnit(lon: number, lat: number): UnitPoint {
  const sine = Math.sin((lat * Math.PI) / 180);
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

/** The part of the world that a view shows, in CSS pixels. */
export interface Frame {
  readonly zoom: number;
  /** World pixel at `zoom` that lies in the view's corner. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** What of it the canvases hold: all, but for captures too large for one canvas. Whole device pixels. */
  readonly part: Part;
}

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

export function worldSize(zoom: number): number {
  return 256 * 2 ** zoom;
}

/** The part of a frame that the canvases hold, as a frame of its own. */
export function partOf({ zoom, left, top, ratio, part }: Frame): Frame {
  const { width, height } = part;
  return {
    zoom,
    left: left + part.left,
    top: top + part.top,
    width,
    height,
    ratio,
    part: { left: 0, top: 0, width, height },
  };
}

/** Let a context draw in CSS pixels of the frame on a canvas that holds its part. */
export function intoPart(context: CanvasRenderingContext2D, { ratio, part }: Frame): void {
  context.setTransform(ratio, 0, 0, ratio, -Math.round(part.left * ratio), -Math.round(part.top * ratio));
}

export function toFrame(frame: Frame, point: UnitPoint): Pixel {
  const size = worldSize(frame.zoom);
  return { x: point.x * size - frame.left, y: point.y * size - frame.top };
}

/** What `metres` on the ground take of the unit square at a latitude. */
export function metresToUnit(lat: number, metres: number): number {
  return metres / (EQUATOR_M * Math.cos((lat * Math.PI) / 180));
}

/** Pixels that `metres` on the ground take at a latitude. */
export function groundPixels(frame: Frame, lat: number, metres: number): number {
  return metresToUnit(lat, metres) * worldSize(frame.zoom);
}
