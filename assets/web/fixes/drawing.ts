/** Pictures of tracks and positions, made of arrays that came before. */

import { readArrays, type Arrays } from "./arrays";
import { paint, type Notes, type Wanted } from "./paint";
import { rasterOf } from "./raster";

/** Arrays to draw from now on, or a picture that is wanted; `spare` is the memory of an earlier one. */
export type Asked =
  | { readonly kind: "data"; readonly buffer: ArrayBuffer }
  | { readonly kind: "draw"; readonly number: number; readonly wanted: Wanted; readonly spare: ArrayBuffer | null };

export interface Drawn {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: ArrayBuffer;
  readonly notes: Notes;
}

/** Takes arrays, and draws pictures of the last ones; null where nothing was to be drawn. */
export function drawing(): (asked: Asked) => Drawn | null {
  let arrays: Arrays | null = null;
  return (asked) => {
    if (asked.kind === "data") {
      arrays = readArrays(asked.buffer);
      return null;
    }
    const { part, ratio } = asked.wanted.frame;
    const [width, height] = [Math.round(part.width * ratio), Math.round(part.height * ratio)];
    const pixels =
      asked.spare?.byteLength === width * height * 4 ? new Uint32Array(asked.spare).fill(0) : new Uint32Array(width * height);
    const notes = arrays === null ? { arrows: [], gaps: [] } : paint(rasterOf(width, height, pixels), arrays, asked.wanted);
    return { number: asked.number, width, height, pixels: pixels.buffer, notes };
  };
}
