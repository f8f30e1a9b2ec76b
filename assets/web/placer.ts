/** Finds room for names: beside a mark, or over an area, never over what is there already. */

import { Boxes, type Box } from "./boxes";
import type { Pixel } from "./mercator";
import { widthOf, type TextStyle } from "./text";

export interface Placed {
  readonly text: string;
  /** Left end of the text's middle line. */
  readonly x: number;
  readonly y: number;
  readonly style: TextStyle;
  readonly dot: { readonly at: Pixel; readonly radius: number } | null;
}

/** CSS pixels between a mark and its name. */
const GAP_PX = 3;
/** How far the name of an area may be moved to find room, CSS pixels. */
const SHIFTS: readonly (readonly [number, number])[] = [
  [0, 0],
  [0, -14],
  [0, 14],
  [-30, 0],
  [30, 0],
  [0, -28],
  [0, 28],
  [-70, 0],
  [70, 0],
  [-70, 28],
  [70, 28],
];

export class Placer {
  private readonly taken = new Boxes();

  /** @param view the part of the canvas that names must lie in whole. */
  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly view: Box,
  ) {}

  /** Keep names off a box. */
  take(box: Box): void {
    this.taken.take(box);
  }

  /** Keep names off a mark. */
  takeAround(at: Pixel, radius: number): void {
    this.taken.take(around(at, radius));
  }

  isFree(at: Pixel, radius: number): boolean {
    return this.taken.free(around(at, radius));
  }

  /** Beside a mark of `radius`, on the first free side; null if there is none. */
  beside(text: string, at: Pixel, radius: number, style: TextStyle): Placed | null {
    const width = widthOf(this.context, text, style);
    return this.first(text, corners(at, radius + GAP_PX, width, style.size), width, style, 1.5);
  }

  /** Over a point, moved a little if need be; null if there is no room. */
  over(text: string, at: Pixel, style: TextStyle): Placed | null {
    const width = widthOf(this.context, text, style);
    const starts = SHIFTS.map(([dx, dy]) => ({ x: at.x + dx - width / 2, y: at.y + dy }));
    return this.first(text, starts, width, style, 4);
  }

  private first(
    text: string,
    starts: readonly Pixel[],
    width: number,
    style: TextStyle,
    padding: number,
  ): Placed | null {
    for (const { x, y } of starts) {
      const box = {
        left: x - padding,
        right: x + width + padding,
        top: y - style.size * 0.55 - padding / 2,
        bottom: y + style.size * 0.55 + padding / 2,
      };
      if (!within(box, this.view) || !this.taken.free(box)) continue;
      this.taken.take(box);
      return { text, x, y, style, dot: null };
    }
    return null;
  }
}

/** Left ends of the text on the right, the left, at the right corners, above, below, at the left corners. */
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
  ];
}

function within(box: Box, view: Box): boolean {
  return box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
}

function around(at: Pixel, radius: number): Box {
  return { left: at.x - radius, right: at.x + radius, top: at.y - radius, bottom: at.y + radius };
}
