/**
 * The picture that a capture wants of the map: how large, how fine, and the part of it that is drawn now.
 *
 * The map is laid out for the whole picture, so that names, marks and attribution stand where they stand in all of
 * it; each canvas holds the part alone, and the map is shifted so that the part lies in the window. Chromium zooms a
 * page five times at most; what is finer is enlarged by CSS besides, at which text is laid out and drawn as sharp.
 */

import type { PictureRequested } from "./protocol";

/** A rectangle of the map, CSS pixels from its upper left corner. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Picture {
  readonly ratio: number;
  readonly part: Part;
}

/** The name of the Leaflet event that says that another part is to be drawn. */
export const PART = "part";
/** Share by which the window's own ratio may differ from the one that was asked for: Qt keeps it as a power. */
const NEAR = 0.01;

let picture: Picture | null = null;
let asked: PictureRequested | null = null;

/** Device pixels per CSS pixel of the map. */
export function deviceRatio(): number {
  return picture?.ratio ?? window.devicePixelRatio;
}

/** The part that a capture wants; null on a screen, where the canvases hold all. */
export function wantedPart(): Part | null {
  return picture?.part ?? null;
}

/** Lay the map out for a picture; whether another part of it than before is to be drawn. */
export function layOut(container: HTMLElement, wanted: PictureRequested): boolean {
  if (asked !== null && JSON.stringify(asked) === JSON.stringify(wanted)) return false;
  asked = wanted;
  const { width_px, height_px, ratio, enlarged, left, top, width, height } = wanted;
  picture = { ratio, part: { left: left / ratio, top: top / ratio, width: width / ratio, height: height / ratio } };
  const { style } = container;
  style.width = `${width_px}px`;
  style.height = `${height_px}px`;
  style.left = `${-left / ratio}px`;
  style.top = `${-top / ratio}px`;
  style.setProperty("zoom", String(enlarged));
  return true;
}

/** Whether the window has the size and the scale of the part that was asked for; Qt changes both when it can. */
export function windowFits(): boolean {
  if (asked === null) return true;
  const { ratio, enlarged, width } = asked;
  const own = window.devicePixelRatio;
  return Math.abs((own * enlarged) / ratio - 1) < NEAR && Math.abs(window.innerWidth * own - width) <= own + 1;
}
