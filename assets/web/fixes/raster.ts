/**
 * Lines and dots into plain pixels.
 *
 * A million short lines take the browser's own 2d canvas 0.4 s as hairlines and 1.7 s at 1.6 pixels, without a GPU;
 * this takes a tenth of it (measured, 1280×800). Coverage adds up, so that where more ships were is darker.
 */

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, opacity, from the lowest byte up. */
  readonly pixels: Uint32Array;
  /**
   * x and y of the line to draw next, from and to. Handed over as arguments of a call, each number would be an object
   * of its own: a million lines left a hundred megabytes to be collected.
   */
  readonly ends: Float64Array;
}

export function rasterOf(width: number, height: number, pixels: Uint32Array): Raster {
  return { width, height, pixels, ends: new Float64Array(4) };
}

/** Opacity from which a colour takes the place of the one below: the edges of a line do not. */
const STRONG = 96;
/** Opacity of a pixel on which more makes no difference to be seen. */
const FULL = 250;

/** Lay a colour (its lower three bytes) over a pixel, opacity 0 to 255. */
function blend(pixels: Uint32Array, at: number, colour: number, opacity: number): void {
  const below = pixels[at] ?? 0;
  const covered = below >>> 24;
  if (covered >= FULL && opacity < STRONG) return;
  const sum = covered + opacity - ((covered * opacity) >> 8);
  const kept = covered !== 0 && opacity < STRONG ? below & 0xffffff : colour;
  pixels[at] = ((sum > 255 ? 255 : sum) << 24) | kept;
}

/** Pixels of a dash and of the space after it. */
const DASH_PX = 6;

/** Where a raster's corner lies on the ground, in its own pixels. */
export interface Dash {
  readonly left: number;
  readonly top: number;
  readonly ratio: number;
}

/**
 * The line between the raster's `ends`, `width` device pixels broad. Its end belongs to the next line, so that a corner is not covered twice.
 * A dash hangs on the ground and stays where it is in a pan.
 */
export function line(
  raster: Raster,
  width: number,
  colour: number,
  opacity: number,
  dash: Dash | null,
): void {
  const { ends } = raster;
  const x0 = ends[0] ?? 0;
  const y0 = ends[1] ?? 0;
  const x1 = ends[2] ?? 0;
  const y1 = ends[3] ?? 0;
  // Scalars only, no pairs: this runs a million times a picture.
  const dx = x1 - x0;
  const dy = y1 - y0;
  const flat = Math.abs(dx) >= Math.abs(dy);
  const from = flat ? x0 : y0;
  const to = flat ? x1 : y1;
  if (from === to) return;
  const { pixels } = raster;
  const columns = flat ? raster.width : raster.height;
  const rows = flat ? raster.height : raster.width;
  const step = flat ? 1 : raster.width;
  const stride = flat ? raster.width : 1;
  const slope = flat ? dy / dx : dx / dy;
  const start = (flat ? y0 : x0) + (0.5 - from) * slope;
  const half = (width / 2) * Math.sqrt(1 + slope * slope);
  const first = Math.max(0, Math.ceil((from < to ? from : to) - 0.5));
  const last = Math.min(columns, Math.ceil((from < to ? to : from) - 0.5));
  const period = dash === null ? 0 : DASH_PX * dash.ratio;
  const corner = dash === null ? 0 : flat ? dash.left : dash.top;
  for (let column = first; column < last; column++) {
    if (period !== 0 && (Math.floor((column + corner) / period) & 1) === 1) continue;
    const above = start + column * slope - half;
    const below = above + 2 * half;
    if (below <= 0 || above >= rows) continue;
    const lowest = above > 0 ? above | 0 : 0;
    const highest = below < rows ? below | 0 : rows - 1;
    let at = column * step + lowest * stride;
    for (let row = lowest; row <= highest; row++) {
      const share = (below < row + 1 ? below : row + 1) - (above > row ? above : row);
      blend(pixels, at, colour, (share * opacity) | 0);
      at += stride;
    }
  }
}

/** A disc, or a ring of `edge` device pixels. */
export function dot(
  { width, height, pixels }: Raster,
  x: number,
  y: number,
  radius: number,
  colour: number,
  opacity: number,
  edge = radius,
): void {
  const reach = radius + 0.5;
  const [left, right] = [Math.max(0, Math.floor(x - reach)), Math.min(width - 1, Math.floor(x + reach))];
  const [top, bottom] = [Math.max(0, Math.floor(y - reach)), Math.min(height - 1, Math.floor(y + reach))];
  for (let row = top; row <= bottom; row++) {
    const dy = row + 0.5 - y;
    for (let column = left; column <= right; column++) {
      const dx = column + 0.5 - x;
      const distance = Math.sqrt(dx * dx + dy * dy);
      const outer = reach - distance;
      if (outer <= 0) continue;
      const inner = edge >= radius ? 1 : distance - (radius - edge) + 0.5;
      const share = Math.min(1, outer, inner);
      if (share > 0) blend(pixels, row * width + column, colour, (share * opacity) | 0);
    }
  }
}

/** Round dots along a line, as far as they lie in the raster. */
export function dotted(
  raster: Raster,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  gap: number,
  radius: number,
  colour: number,
  opacity: number,
): void {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const count = Math.floor(Math.sqrt(dx * dx + dy * dy) / gap);
  // The share of the line that lies between two opposite edges, for each pair of them.
  let [first, last] = [0, 1];
  for (const [start, way, room] of [
    [x0, dx, raster.width],
    [y0, dy, raster.height],
  ] as const) {
    if (way === 0) {
      if (start < 0 || start > room) return;
      continue;
    }
    const [one, other] = [-start / way, (room - start) / way];
    first = Math.max(first, Math.min(one, other));
    last = Math.min(last, Math.max(one, other));
  }
  for (let number = Math.max(1, Math.ceil(first * count)); number <= last * count && number < count; number++) {
    dot(raster, x0 + (dx * number) / count, y0 + (dy * number) / count, radius, colour, opacity);
  }
}
