/** Pixel polylines: tracing, the part in view, and points along them. */

import { toFrame, type Frame, type Pixel, type UnitPoint } from "./mercator";

export function trace(context: CanvasRenderingContext2D, line: readonly Pixel[]): void {
  context.beginPath();
  line.forEach((pixel, index) => {
    if (index === 0) context.moveTo(pixel.x, pixel.y);
    else context.lineTo(pixel.x, pixel.y);
  });
}

export function pixelsOf(frame: Frame, path: readonly UnitPoint[]): Pixel[] {
  return path.map((point) => toFrame(frame, point));
}

export interface Spot extends Pixel {
  /** Direction of travel, radians clockwise from east on the screen. */
  readonly angle: number;
}

export function lengthOf(line: readonly Pixel[]): number {
  let total = 0;
  for (let index = 1; index < line.length; index++) total += span(line, index);
  return total;
}

/** The point `distance` pixels along a line, null beyond its end. */
export function along(line: readonly Pixel[], distance: number): Spot | null {
  let left = distance;
  for (let index = 1; index < line.length; index++) {
    const step = span(line, index);
    const [from, to] = [line[index - 1], line[index]];
    if (from === undefined || to === undefined) return null;
    if (left <= step && step > 0) {
      const share = left / step;
      return {
        x: from.x + share * (to.x - from.x),
        y: from.y + share * (to.y - from.y),
        angle: Math.atan2(to.y - from.y, to.x - from.x),
      };
    }
    left -= step;
  }
  return null;
}

/** The longest run of a line inside the frame, `inset` pixels from its edges. */
export function inView(frame: Frame, line: readonly Pixel[], inset: number): Pixel[] {
  let best: Pixel[] = [];
  let run: Pixel[] = [];
  const keep = (): void => {
    if (lengthOf(run) > lengthOf(best)) best = run;
    run = [];
  };
  for (let index = 1; index < line.length; index++) {
    const [from, to] = [line[index - 1], line[index]];
    if (from === undefined || to === undefined) break;
    const part = clip(from, to, inset, inset, frame.width - inset, frame.height - inset);
    if (part === null) {
      keep();
      continue;
    }
    if (run.length === 0 || part.entered) {
      keep();
      run.push(part.from);
    }
    run.push(part.to);
    if (part.left) keep();
  }
  keep();
  return best;
}

/** Pixels outside the frame that a line's width or cap may reach in from. */
const MARGIN_PX = 16;

/**
 * Stroke what of a line is in or near the frame, its dashes where they would be were it stroked whole.
 *
 * At zoom 14 a route is a hundred thousand pixels long; dashing all of them took 20 ms a frame (measured).
 */
export function strokeNear(context: CanvasRenderingContext2D, frame: Frame, line: readonly Pixel[]): void {
  let passed = 0;
  let open = false;
  const finish = (): void => {
    if (open) context.stroke();
    open = false;
  };
  for (let index = 1; index < line.length; index++) {
    const [from, to] = [line[index - 1], line[index]];
    if (from === undefined || to === undefined) break;
    const part = clip(from, to, -MARGIN_PX, -MARGIN_PX, frame.width + MARGIN_PX, frame.height + MARGIN_PX);
    if (part === null || part.entered) finish();
    if (part !== null) {
      if (!open) {
        context.lineDashOffset = passed + Math.hypot(part.from.x - from.x, part.from.y - from.y);
        context.beginPath();
        context.moveTo(part.from.x, part.from.y);
        open = true;
      }
      context.lineTo(part.to.x, part.to.y);
      if (part.left) finish();
    }
    passed += span(line, index);
  }
  finish();
  context.lineDashOffset = 0;
}

/** Pixels from a point to the nearest point of a line. */
export function distanceTo(line: readonly Pixel[], point: Pixel): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let index = 1; index < line.length; index++) {
    const [from, to] = [line[index - 1], line[index]];
    if (from === undefined || to === undefined) break;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const square = dx * dx + dy * dy;
    const share = square === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / square;
    const at = Math.max(0, Math.min(1, share));
    nearest = Math.min(nearest, Math.hypot(from.x + at * dx - point.x, from.y + at * dy - point.y));
  }
  return nearest;
}

function span(line: readonly Pixel[], index: number): number {
  const [from, to] = [line[index - 1], line[index]];
  return from === undefined || to === undefined ? 0 : Math.hypot(to.x - from.x, to.y - from.y);
}

interface Part {
  readonly from: Pixel;
  readonly to: Pixel;
  /** Whether the part starts, ends on the edge rather than at the segment's own end. */
  readonly entered: boolean;
  readonly left: boolean;
}

/** Liang and Barsky's clipping of one segment to a rectangle (1984). */
function clip(from: Pixel, to: Pixel, left: number, top: number, right: number, bottom: number): Part | null {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [first, last] = [0, 1];
  const sides: readonly (readonly [number, number])[] = [
    [-dx, from.x - left],
    [dx, right - from.x],
    [-dy, from.y - top],
    [dy, bottom - from.y],
  ];
  for (const [slope, room] of sides) {
    if (slope === 0) {
      if (room < 0) return null;
    } else if (slope < 0) first = Math.max(first, room / slope);
    else last = Math.min(last, room / slope);
  }
  if (first > last) return null;
  const at = (share: number): Pixel => ({ x: from.x + share * dx, y: from.y + share * dy });
  return { from: at(first), to: at(last), entered: first > 0, left: last < 1 };
}
