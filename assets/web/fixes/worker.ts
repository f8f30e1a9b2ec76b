/** Draws tracks and positions off the page's own thread. Bundled by itself, as fixes.js. */

import { collectNowAndThen } from "../collect";
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

let arrays: Arrays | null = null;

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  if (data.kind === "data") {
    arrays = readArrays(data.buffer);
    return;
  }
  const { part, ratio } = data.wanted.frame;
  const [width, height] = [Math.round(part.width * ratio), Math.round(part.height * ratio)];
  const pixels =
    data.spare?.byteLength === width * height * 4 ? new Uint32Array(data.spare).fill(0) : new Uint32Array(width * height);
  const notes = arrays === null ? { arrows: [], gaps: [] } : paint(rasterOf(width, height, pixels), arrays, data.wanted);
  const drawn: Drawn = { number: data.number, width, height, pixels: pixels.buffer, notes };
  postMessage(drawn, { transfer: [pixels.buffer] });
  collectNowAndThen();
});
