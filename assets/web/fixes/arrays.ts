/**
 * Tracks of fixes and crowds of positions as typed arrays; the shape of desktop_app/mapview/arrays.py.
 *
 * Shared by the page, which finds what lies under the pointer, and by the worker, which draws.
 */

const MAGIC = 0x58464d54; // "TMFX"
const VERSION = 2;
const HEAD_BYTES = 12;
/** Fixes of a track that share a box, with the first of the next: outside the view they are passed over together. */
export const CHUNK = 64;
/** No look of its own: more vessels than can be told apart. */
export const NO_LOOK = 255;
/** Bits of `Arrays.doubts`: DOUBT_BITS of desktop_app/domain/imports.py. */
export const JUMP = 1;
export const DOUBTS = 6;
/** Bits of `Arrays.flags`. */
export const OFF = 1;
export const UNPLACED = 2;

interface TrackRow {
  readonly id: string;
  readonly name: string;
  /** 0 to 7 a colour, 8 to 15 the same dashed, else `NO_LOOK`. */
  readonly look: number;
  /** Fixes from here up to the next track's are its own, in the order of time. */
  readonly first: number;
}

interface Header {
  readonly tracks: readonly TrackRow[];
  readonly fixes: number;
  readonly boxes: number;
  readonly positions: number;
}

export interface Track extends TrackRow {
  readonly key: string;
  readonly end: number;
  /** First of its boxes. */
  readonly chunk: number;
}

export interface Arrays {
  readonly tracks: readonly Track[];
  /** Web Mercator in the unit square, of 2³² steps: 1 cm. */
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  /** Seconds since 1970, UTC. */
  readonly seconds: Uint32Array;
  /** Tenths of a knot; below zero: not sent. */
  readonly speed: Int16Array;
  /** Tenths of a metre; zero: not sent. */
  readonly draught: Uint8Array;
  /** What was doubtful when it was imported, as bits; zero: nothing. */
  readonly doubts: Uint8Array;
  /** Left, top, right, bottom of each box, in the steps of `x` and `y`. */
  readonly boxes: Uint32Array;
  /** Documented positions, where there are too many for marks. */
  readonly at: { readonly x: Uint32Array; readonly y: Uint32Array };
  /** First and last day of each, since 1970-01-01. */
  readonly firstDay: Int32Array;
  readonly lastDay: Int32Array;
  readonly flags: Uint8Array;
}

export const STEPS = 2 ** 32;

export function readArrays(buffer: ArrayBuffer): Arrays {
  const head = new DataView(buffer);
  if (head.getUint32(0, true) !== MAGIC || head.getUint32(4, true) !== VERSION) throw new Error("no arrays of fixes");
  const length = head.getUint32(8, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, HEAD_BYTES, length));
  const header = JSON.parse(text) as Header;
  let offset = HEAD_BYTES + length;
  const take = (bytes: number): number => {
    const start = offset;
    offset += Math.ceil(bytes / 4) * 4;
    return start;
  };
  const { fixes: n, positions: m } = header;
  const x = new Uint32Array(buffer, take(n * 4), n);
  const y = new Uint32Array(buffer, take(n * 4), n);
  const seconds = new Uint32Array(buffer, take(n * 4), n);
  const speed = new Int16Array(buffer, take(n * 2), n);
  const draught = new Uint8Array(buffer, take(n), n);
  const doubts = new Uint8Array(buffer, take(n), n);
  const boxes = new Uint32Array(buffer, take(header.boxes * 16), header.boxes * 4);
  const at = { x: new Uint32Array(buffer, take(m * 4), m), y: new Uint32Array(buffer, take(m * 4), m) };
  const firstDay = new Int32Array(buffer, take(m * 4), m);
  const lastDay = new Int32Array(buffer, take(m * 4), m);
  const flags = new Uint8Array(buffer, take(m), m);
  let chunk = 0;
  const tracks = header.tracks.map((row, index) => {
    const end = header.tracks[index + 1]?.first ?? n;
    const track = { ...row, key: `track:${row.id}`, end, chunk };
    chunk += Math.ceil((end - row.first) / CHUNK);
    return track;
  });
  return { tracks, x, y, seconds, speed, draught, doubts, boxes, at, firstDay, lastDay, flags };
}

/** What of the arrays is shown: bit masks of passing rows (null for all), and a window of time. */
export interface Shown {
  readonly tracks: Uint8Array | null;
  readonly positions: Uint8Array | null;
  /** Seconds since 1970, UTC, both included. */
  readonly firstS: number;
  readonly lastS: number;
}

export const ALL_SHOWN: Shown = { tracks: null, positions: null, firstS: -Infinity, lastS: Infinity };

/** Whether a row's bit is set, the highest of each byte first. */
export function passes(mask: Uint8Array | null, row: number): boolean {
  return mask === null || (((mask[row >> 3] ?? 0) >> (7 - (row & 7))) & 1) === 1;
}

/** Rows whose days share one with the window. */
export function inWindow({ firstDay, lastDay }: Arrays, { firstS, lastS }: Shown, row: number): boolean {
  return (lastDay[row] ?? 0) * 86400 + 86399 >= firstS && (firstDay[row] ?? 0) * 86400 <= lastS;
}

/** The fixes of a track within the window: from the first up to the second. */
export function cut(
  { seconds }: Arrays,
  { first, end }: Track,
  { firstS, lastS }: Pick<Shown, "firstS" | "lastS">,
): readonly [number, number] {
  return [lowest(seconds, first, end, firstS), lowest(seconds, first, end, lastS + 1)];
}

/** The first place from `low` up to `high` that holds at least `value`. */
function lowest(values: Uint32Array, low: number, high: number, value: number): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
