/** Tracks and positions of a window of time, drawn from their arrays. */

import type { Frame } from "../mercator";
import { worldSize } from "../mercator";
import { CHUNK, JUMP, NO_LOOK, OFF, STEPS, UNPLACED, cut, inWindow, passes, type Arrays, type Shown, type Track } from "./arrays";
import { dot, dotted, line, type Raster } from "./raster";

/** Colours of vessels; the same again, dashed. */
export const LOOKS = 8;
/** CSS pixels. */
const LINE_PX = 1.4;
const GAP_EVERY_PX = 5;
const GAP_DOT_PX = 0.95;
const HEAD_PX = 2.4;
const FIX_PX = 1.7;
const POSITION_PX = 1.9;
/** A ring round a fix that was flagged when it was imported. */
const DOUBT_PX = 4.2;
const DOUBT_EDGE_PX = 1.4;
/** A box of `CHUNK` fixes this wide has room for a dot at each fix, and for an arrow. */
const ROOM_FOR_DOTS_PX = 420;
const ROOM_FOR_ARROW_PX = 130;
/** Zoom from which a silence is told, and how long its line must be for it. */
const WORDS_FROM = 7;
const ROOM_FOR_WORDS_PX = 76;
const MOST_ARROWS = 300;
const MOST_WORDS = 60;
/** Opacity of a line alone; where lines cover the ground again and again, each is fainter, and they add up. */
const STRONG = 225;
const FAINT = 8;
/** Lines may cover this share of a square before they grow fainter in it. */
const SPARSE = 0.2;
const CELL_PX = 48;
/** Marks reach so far beyond their fixes. */
const EDGE_PX = 8;
const NOTHING: readonly [number, number] = [0, 0];
/** So many positions in a view are whole dots; beyond, each is fainter, but a single one stays to be seen. */
const FEW_POSITIONS = 5_000;
const FAINT_POSITION = 70;

/** Colours as the raster has them. */
export interface Colours {
  readonly looks: readonly number[];
  readonly neutral: number;
  readonly position: number;
  readonly doubt: number;
}

/** What is not pixels: all in CSS pixels of the frame. */
export interface Notes {
  /** x, y, angle (radians), look of each arrow. */
  readonly arrows: readonly (readonly [number, number, number, number])[];
  /** x, y, angle, hours of each silence that has room to be told. */
  readonly gaps: readonly (readonly [number, number, number, number])[];
}

export interface Wanted {
  readonly frame: Frame;
  readonly colours: Colours;
  readonly shown: Shown;
  readonly tracks: boolean;
  readonly positions: boolean;
  /** A silence longer than this is no track, nobody saw the way. */
  readonly gapS: number;
  /** Whether silences are dotted and told here; else the marks of events do it. */
  readonly silences: boolean;
}

export function paint(raster: Raster, arrays: Arrays, wanted: Wanted): Notes {
  const notes: { arrows: [number, number, number, number][]; gaps: [number, number, number, number][] } = {
    arrows: [],
    gaps: [],
  };
  if (wanted.positions) paintPositions(raster, arrays, wanted);
  if (wanted.tracks) {
    const shown = arrays.tracks.filter((_, row) => passes(wanted.shown.tracks, row));
    const view = viewOf(wanted.frame);
    const density = new Density(view, wanted.frame.ratio);
    const width = LINE_PX * wanted.frame.ratio;
    const cuts = shown.map((track) => cut(arrays, track, wanted.shown));
    for (const [row, track] of shown.entries()) {
      eachBox(arrays, view, track, cuts[row] ?? NOTHING, (_start, _end, left, top, right, bottom) =>
        density.add(left, top, right, bottom, width),
      );
    }
    for (const [row, track] of shown.entries()) {
      paintTrack(raster, arrays, wanted, view, track, cuts[row] ?? NOTHING, density, notes);
    }
  }
  notes.gaps.sort((one, other) => other[3] - one[3]);
  return { arrows: notes.arrows.slice(0, MOST_ARROWS), gaps: notes.gaps.slice(0, MOST_WORDS) };
}

/**
 * The whole view in device pixels, where the raster may be a part of it: what is chosen, counted or told is that of
 * the view, so that its parts fit together. Coordinates are those of the raster.
 */
interface View {
  /** World pixel of the raster's corner, and device pixels of a world unit. */
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  /** Where the raster lies in the view. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How far marks reach beyond their fixes. */
  readonly edge: number;
}

function viewOf({ zoom, left, top, width, height, ratio, part }: Frame): View {
  const [x, y] = [Math.round(part.left * ratio), Math.round(part.top * ratio)];
  return {
    left: left * ratio + x,
    top: top * ratio + y,
    scale: (worldSize(zoom) * ratio) / STEPS,
    x,
    y,
    width: Math.round(width * ratio),
    height: Math.round(height * ratio),
    edge: EDGE_PX * ratio,
  };
}

/** Whether a box of the raster lies in the view, or reaches in from `edge` outside. */
function inView({ x, y, width, height }: View, edge: number, left: number, top: number, right: number, bottom: number): boolean {
  return right >= -x - edge && bottom >= -y - edge && left <= width - x + edge && top <= height - y + edge;
}

/** How much lines cover the ground, by squares of the view. */
class Density {
  private readonly across: number;
  private readonly cells: Float32Array;
  private readonly side: number;

  constructor(
    private readonly view: View,
    ratio: number,
  ) {
    const { width, height } = view;
    this.side = CELL_PX * ratio;
    this.across = Math.ceil(width / this.side);
    this.cells = new Float32Array(this.across * Math.ceil(height / this.side));
  }

  /** A box of fixes: a way from corner to corner at the least. */
  add(left: number, top: number, right: number, bottom: number, width: number): void {
    const across = right - left;
    const down = bottom - top;
    const way = Math.sqrt(across * across + down * down);
    const cell = this.cellOf((left + right) / 2, (top + bottom) / 2);
    this.cells[cell] = (this.cells[cell] ?? 0) + (Math.min(way, this.side) * width) / (this.side * this.side);
  }

  /** How strong a line may be here, so that more lines can still be told from fewer, and one alone is seen. */
  opacity(left: number, top: number, right: number, bottom: number): number {
    const share = this.cells[this.cellOf((left + right) / 2, (top + bottom) / 2)] ?? 0;
    return share <= SPARSE ? STRONG : Math.max(FAINT, Math.round(STRONG * Math.sqrt(SPARSE / share)));
  }

  private cellOf(x: number, y: number): number {
    const column = Math.min(this.across - 1, Math.max(0, ((x + this.view.x) / this.side) | 0));
    const row = ((y + this.view.y) / this.side) | 0;
    return Math.max(0, Math.min(this.cells.length - this.across, row * this.across)) + column;
  }
}

/** Boxes of a track that a window of time and the view leave, with their sides in the raster. */
function eachBox(
  arrays: Arrays,
  view: View,
  track: Track,
  [from, to]: readonly [number, number],
  take: (start: number, end: number, left: number, top: number, right: number, bottom: number) => void,
): void {
  const { boxes } = arrays;
  const { left, top, scale, edge } = view;
  for (let number = Math.floor((from - track.first) / CHUNK); track.first + number * CHUNK < to; number++) {
    const box = (track.chunk + number) * 4;
    const boxLeft = (boxes[box] ?? 0) * scale - left;
    const boxTop = (boxes[box + 1] ?? 0) * scale - top;
    const boxRight = (boxes[box + 2] ?? 0) * scale - left;
    const boxBottom = (boxes[box + 3] ?? 0) * scale - top;
    if (!inView(view, edge, boxLeft, boxTop, boxRight, boxBottom)) continue;
    const start = Math.max(from, track.first + number * CHUNK);
    take(start, Math.min(to - 1, track.first + (number + 1) * CHUNK), boxLeft, boxTop, boxRight, boxBottom);
  }
}

function paintTrack(
  raster: Raster,
  arrays: Arrays,
  { frame, colours, gapS, silences }: Wanted,
  view: View,
  track: Track,
  [from, to]: readonly [number, number],
  density: Density,
  notes: { arrows: [number, number, number, number][]; gaps: [number, number, number, number][] },
): void {
  if (from >= to) return;
  const { x, y, seconds, doubts } = arrays;
  const { ends } = raster;
  const { ratio } = frame;
  const { left, top, scale } = view;
  const colour = track.look === NO_LOOK ? colours.neutral : (colours.looks[track.look % LOOKS] ?? colours.neutral);
  const dash = track.look !== NO_LOOK && track.look >= LOOKS ? { left, top, ratio } : null;
  const width = LINE_PX * ratio;
  eachBox(arrays, view, track, [from, to], (start, end, boxLeft, boxTop, boxRight, boxBottom) => {
    const opacity = density.opacity(boxLeft, boxTop, boxRight, boxBottom);
    const room = Math.max(boxRight - boxLeft, boxBottom - boxTop) / ratio;
    const dots = room > ROOM_FOR_DOTS_PX;
    let px = (x[start] ?? 0) * scale - left;
    let py = (y[start] ?? 0) * scale - top;
    if (dots) dot(raster, px, py, FIX_PX * ratio, colour, 255);
    let arrow = room > ROOM_FOR_ARROW_PX;
    for (let fix = start + 1; fix <= end; fix++) {
      const fx = (x[fix] ?? 0) * scale - left;
      const fy = (y[fix] ?? 0) * scale - top;
      const silence = (seconds[fix] ?? 0) - (seconds[fix - 1] ?? 0);
      if (silence > gapS) {
        const bx = (x[fix - 1] ?? 0) * scale - left;
        const by = (y[fix - 1] ?? 0) * scale - top;
        ends[0] = px;
        ends[1] = py;
        ends[2] = bx;
        ends[3] = by;
        line(raster, width, colour, opacity, dash);
        if (silences) dotted(raster, bx, by, fx, fy, GAP_EVERY_PX * ratio, GAP_DOT_PX * ratio, colour, 235);
        const [gx, gy] = [((bx + fx) / 2 + view.x) / ratio, ((by + fy) / 2 + view.y) / ratio];
        const seen = gx > 0 && gy > 0 && gx < frame.width && gy < frame.height;
        if (silences && seen && frame.zoom >= WORDS_FROM && Math.hypot(fx - bx, fy - by) > ROOM_FOR_WORDS_PX * ratio) {
          notes.gaps.push([gx, gy, Math.atan2(fy - by, fx - bx), Math.round(silence / 3600)]);
        }
        px = fx;
        py = fy;
        continue;
      }
      const doubt = doubts[fix] ?? 0;
      if (doubt !== 0) dot(raster, fx, fy, DOUBT_PX * ratio, colours.doubt, 255, DOUBT_EDGE_PX * ratio);
      if (((doubt | (doubts[fix - 1] ?? 0)) & JUMP) !== 0) {
        // Too fast for a ship: nobody went this way.
        dotted(raster, px, py, fx, fy, GAP_EVERY_PX * ratio, GAP_DOT_PX * ratio, colour, 235);
        px = fx;
        py = fy;
        continue;
      }
      const far = Math.abs(fx - px) + Math.abs(fy - py);
      if (far < 1 && fix !== end) continue; // one vertex a pixel
      ends[0] = px;
      ends[1] = py;
      ends[2] = fx;
      ends[3] = fy;
      line(raster, width, colour, opacity, dash);
      if (arrow && far > 4 * ratio) {
        arrow = false;
        if (inView(view, 0, fx, fy, fx, fy)) {
          const [ax, ay] = [(px + fx) / 2 + view.x, (py + fy) / 2 + view.y];
          notes.arrows.push([ax / ratio, ay / ratio, Math.atan2(fy - py, fx - px), track.look]);
        }
      }
      px = fx;
      py = fy;
      if (dots) dot(raster, fx, fy, FIX_PX * ratio, colour, 255);
    }
  });
  const [hx, hy] = [(x[to - 1] ?? 0) * scale - left, (y[to - 1] ?? 0) * scale - top];
  dot(raster, hx, hy, HEAD_PX * ratio, colour, 255); // where the ship was last: one that lay still has no line
}

function paintPositions(raster: Raster, arrays: Arrays, { frame, colours, shown }: Wanted): void {
  const { at, flags } = arrays;
  const { ratio } = frame;
  const view = viewOf(frame);
  const { left, top, scale } = view;
  const reach = 4 * ratio;
  const [west, east] = [-view.x - reach, view.width - view.x + reach];
  const [north, south] = [-view.y - reach, view.height - view.y + reach];
  const rows: number[] = [];
  for (let row = 0; row < flags.length; row++) {
    if (((flags[row] ?? 0) & UNPLACED) !== 0 || !passes(shown.positions, row) || !inWindow(arrays, shown, row)) continue;
    const [px, py] = [(at.x[row] ?? 0) * scale - left, (at.y[row] ?? 0) * scale - top];
    if (px > west && py > north && px < east && py < south) rows.push(row);
  }
  const opacity = rows.length > FEW_POSITIONS ? FAINT_POSITION : 255;
  for (const row of rows) {
    const [px, py] = [(at.x[row] ?? 0) * scale - left, (at.y[row] ?? 0) * scale - top];
    const off = ((flags[row] ?? 0) & OFF) !== 0;
    dot(raster, px, py, (off ? POSITION_PX + 0.7 : POSITION_PX) * ratio, colours.position, opacity, off ? ratio : undefined);
  }
}
