/**
 * Finds room for names: beside a mark, over an area, along a line, never over what is there already.
 *
 * Names of the record seek a place inside the view. Names of the base map are anchored: where they stand depends
 * only on the ground around them, not on the view, and one that the view would cut is left out. So panning
 * never moves a name from one side of its town to the other.
 */

import { Boxes, type Box } from "./boxes";
import type { Pixel } from "./mercator";
import { widthOf, type TextStyle } from "./text";

export interface Placed {
  readonly text: string;
  /** Left end of the text's middle line, or with an angle, the middle of the text. */
  readonly x: number;
  readonly y: number;
  readonly style: TextStyle;
  /** Clockwise from due east, radians. */
  readonly angle: number;
}

/** CSS pixels between a mark and its name. */
const GAP_PX = 3;
/** How much farther than a corner the last resorts are. */
const FAR = 1.7;
/** Height of a line of two, in sizes. */
const LINE_HEIGHT = 1.25;
/** How the name of an area may be moved to find room, CSS pixels: a little, then in two lines, then farther. */
const SHIFTS: readonly (readonly (readonly [number, number])[])[] = [
  [
    [0, 0],
    [0, -14],
    [0, 14],
    [-14, 0],
    [14, 0],
    [0, -7],
    [0, 7],
    [-24, 0],
    [24, 0],
  ],
  [
    [0, -28],
    [0, 28],
    [-40, 0],
    [40, 0],
    [-70, 0],
    [70, 0],
    [-70, 28],
    [70, 28],
  ],
];

export class Placer {
  private readonly taken = new Boxes();
  private readonly furniture = new Boxes();

  /** @param view the part of the canvas that names must lie in whole. */
  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly view: Box,
  ) {}

  /** Keep names off a box of the ground. */
  take(box: Box): void {
    this.taken.take(box);
  }

  /** Keep names off a mark. */
  takeAround(at: Pixel, radius: number): void {
    this.taken.take(around(at, radius));
  }

  /** Keep names off a box of the view, such as a button. */
  keep(box: Box): void {
    this.furniture.take(box);
  }

  isFree(at: Pixel, radius: number): boolean {
    return this.taken.free(around(at, radius));
  }

  /** Beside a mark of `radius` on the first free side within the view; null if there is none. */
  beside(text: string, at: Pixel, radius: number, style: TextStyle): Placed | null {
    const width = widthOf(this.context, text, style);
    for (const { x, y } of corners(at, radius + GAP_PX, width, style.size)) {
      const box = boxOf(x, y, width, style.size, 1.5);
      if (!this.inView(box) || !this.taken.free(box)) continue;
      this.taken.take(box);
      return { text, x, y, style, angle: 0 };
    }
    return null;
  }

  /** The same for an anchored name; also null where the view would cut it. */
  besideAnchored(text: string, at: Pixel, radius: number, style: TextStyle): Placed | null {
    const width = widthOf(this.context, text, style);
    for (const { x, y } of corners(at, radius + GAP_PX, width, style.size)) {
      const box = boxOf(x, y, width, style.size, 1.5);
      if (!this.taken.free(box)) continue;
      this.taken.take(box);
      this.takeAround(at, radius);
      return this.inView(box) ? { text, x, y, style, angle: 0 } : null;
    }
    return null;
  }

  /** Over a point, anchored, in one line or two, moved if need be by at most `reach` CSS pixels. */
  over(text: string, at: Pixel, style: TextStyle, reach: number): Placed[] {
    const forms = [[text], halves(text)].filter((lines) => lines.length > 0);
    const ways = SHIFTS.flatMap((shifts) => forms.map((lines) => ({ shifts, lines })));
    for (const { shifts, lines } of ways) {
      const widths = lines.map((line) => widthOf(this.context, line, style));
      const width = Math.max(...widths);
      const height = style.size * (1 + (lines.length - 1) * LINE_HEIGHT);
      for (const [dx, dy] of shifts) {
        if (Math.hypot(dx, dy) > reach) continue;
        const box = boxOf(at.x + dx - width / 2, at.y + dy, width, height, 1.5);
        if (!this.taken.free(box)) continue;
        this.taken.take(box);
        if (!this.inView(box)) return [];
        return lines.map((line, index) => ({
          text: line,
          x: at.x + dx - (widths[index] ?? 0) / 2,
          y: at.y + dy + (index - (lines.length - 1) / 2) * style.size * LINE_HEIGHT,
          style,
          angle: 0,
        }));
      }
    }
    return [];
  }

  /** With its middle on a point and turned, anchored. */
  turned(text: string, at: Pixel, angle: number, style: TextStyle): Placed | null {
    const width = widthOf(this.context, text, style);
    const steps = Math.ceil(width / style.size);
    const boxes = Array.from({ length: steps + 1 }, (_, step) => {
      const along = (step / steps - 0.5) * width;
      return around({ x: at.x + along * Math.cos(angle), y: at.y + along * Math.sin(angle) }, style.size * 0.6);
    });
    if (!boxes.every((box) => this.taken.free(box))) return null;
    for (const box of boxes) this.taken.take(box);
    return boxes.every((box) => this.inView(box)) ? { text, x: at.x, y: at.y, style, angle } : null;
  }

  private inView(box: Box): boolean {
    const { view } = this;
    return (
      box.left >= view.left &&
      box.right <= view.right &&
      box.top >= view.top &&
      box.bottom <= view.bottom &&
      this.furniture.free(box)
    );
  }
}

/** A name of several words broken where its lines differ least; empty for one word. */
function halves(text: string): string[] {
  const words = text.split(" ");
  let best: string[] = [];
  let least = Infinity;
  for (let at = 1; at < words.length; at++) {
    const [first, second] = [words.slice(0, at).join(" "), words.slice(at).join(" ")];
    const difference = Math.abs(first.length - second.length);
    if (difference < least) [best, least] = [[first, second], difference];
  }
  return best;
}

function boxOf(x: number, y: number, width: number, height: number, padding: number): Box {
  return {
    left: x - padding,
    right: x + width + padding,
    top: y - height * 0.55 - padding / 2,
    bottom: y + height * 0.55 + padding / 2,
  };
}

/** Left ends of the text on the right, the left, at the right corners, above, below, at the left corners, farther off. */
function corners(at: Pixel, gap: number, width: number, size: number): Pixel[] {
  const slant = gap * 0.7;
  const rise = slant + size * 0.35;
  return [
    { x: at.x + gap, y: at.y },
    { x: at.x - gap - width, y: at.y },
    { x: at.x + slant, y: at.y - rise },
    { x: at.x + slant, y: at.y + rise },
    { x: at.x - width / 2, y: at.y - gap - size * 0.5 },
    { x: at.x - width / 2, y: at.y + gap + size * 0.55 },
    { x: at.x - slant - width, y: at.y - rise },
    { x: at.x - slant - width, y: at.y + rise },
    { x: at.x, y: at.y + rise * FAR },
    { x: at.x, y: at.y - rise * FAR },
    { x: at.x - width, y: at.y + rise * FAR },
    { x: at.x - width, y: at.y - rise * FAR },
  ];
}

function around(at: Pixel, radius: number): Box {
  return { left: at.x - radius, right: at.x + radius, top: at.y - radius, bottom: at.y + radius };
}
