/** Meridians and parallels at sensible steps, labelled at the upper and the right edge of the view. */

import { Boxes, type Box } from "../boxes";
import { wrap } from "../format";
import { toFrame, toUnit, worldSize, type Frame } from "../mercator";
import type { Brush } from "../scene";
import { drawText, widthOf, type TextStyle } from "../text";

/** Seconds of arc between lines, from 10° down to 10″. */
const STEPS_S: readonly number[] = [36000, 18000, 7200, 3600, 1800, 1200, 600, 300, 120, 60, 30, 20, 10];
/** CSS pixels that meridians are at least apart. */
const LEAST_PX = 96;
/** Degrees; the archive holds nothing beyond, and Mercator soon ends. */
const NORTHMOST = 80;
const LABEL_PX = 10;
const EDGE_PX = 5;

interface Line {
  readonly text: string;
  /** x of a meridian, y of a parallel, CSS pixels. */
  readonly at: number;
}

export interface Graticule {
  readonly meridians: readonly Line[];
  readonly parallels: readonly Line[];
}

export const NO_LINES: Graticule = { meridians: [], parallels: [] };

/** Seconds of arc between the lines at a zoom. */
export function stepAt(zoom: number): number {
  const wanted = (LEAST_PX / worldSize(zoom)) * 360 * 3600;
  return STEPS_S.findLast((step) => step >= wanted) ?? 36000;
}

/** The lines in a view. */
export function graticuleOf(frame: Frame): Graticule {
  const step = stepAt(frame.zoom);
  const size = worldSize(frame.zoom);
  const lonAt = (x: number): number => ((frame.left + x) / size - 0.5) * 360;
  const latAt = (y: number): number =>
    (Math.atan(Math.sinh((0.5 - (frame.top + y) / size) * 2 * Math.PI)) * 180) / Math.PI;
  return {
    meridians: multiples(lonAt(0), lonAt(frame.width), step).map((seconds) => ({
      text: angle(wrap(seconds / 3600), step, "E", "W"),
      at: toFrame(frame, toUnit(seconds / 3600, 0)).x,
    })),
    parallels: multiples(Math.max(-NORTHMOST, latAt(frame.height)), Math.min(NORTHMOST, latAt(0)), step).map(
      (seconds) => ({
        text: angle(seconds / 3600, step, "N", "S"),
        at: toFrame(frame, toUnit(0, seconds / 3600)).y,
      }),
    ),
  };
}

/** Draw the lines. */
export function drawGraticule({ context, frame, scene }: Brush, lines: Graticule): void {
  context.beginPath();
  for (const { at } of lines.meridians) {
    context.moveTo(crisp(at, frame), 0);
    context.lineTo(crisp(at, frame), frame.height);
  }
  for (const { at } of lines.parallels) {
    context.moveTo(0, crisp(at, frame));
    context.lineTo(frame.width, crisp(at, frame));
  }
  context.setLineDash([]);
  context.strokeStyle = scene.style.theme.text;
  context.globalAlpha = 0.2;
  context.lineWidth = 1;
  context.stroke();
  context.globalAlpha = 1;
}

interface EdgeLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly box: Box;
}

/** Where the lines' degrees stand: at the edge, clear of `kept` and of each other. */
export function edgeLabels({ context, frame, scene }: Brush, lines: Graticule, kept: readonly Box[]): EdgeLabel[] {
  const taken = new Boxes();
  for (const box of kept) taken.take(box);
  const style = labelStyle(scene);
  const place = (text: string, x: number, y: number): EdgeLabel[] => {
    const width = widthOf(context, text, style);
    const box = { left: x - 4, top: y - 8, right: x + width + 4, bottom: y + 8 };
    if (box.left < 0 || box.right > frame.width || box.top < 0 || !taken.free(box)) return [];
    taken.take(box);
    return [{ text, x, y, box }];
  };
  return [
    ...lines.meridians.flatMap(({ text, at }) =>
      place(text, at - widthOf(context, text, style) / 2, EDGE_PX + LABEL_PX / 2),
    ),
    ...lines.parallels.flatMap(({ text, at }) =>
      place(text, frame.width - EDGE_PX - widthOf(context, text, style), at),
    ),
  ];
}

export function drawEdgeLabels({ context, scene }: Brush, labels: readonly EdgeLabel[]): void {
  const style = labelStyle(scene);
  for (const { text, x, y } of labels) drawText(context, text, x, y, style);
}

function labelStyle(scene: Brush["scene"]): TextStyle {
  const { theme } = scene.style;
  return {
    size: LABEL_PX,
    weight: 400,
    italic: false,
    spacing: 0,
    colour: theme.place,
    halo: theme.halo,
    haloWidth: 2,
  };
}

/** Multiples of `step` seconds between two angles in degrees. */
function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil((from * 3600) / step);
  const last = Math.floor((to * 3600) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
}

/** 132°E, 132°30′E or 132°30′20″E: as far as the step asks. */
function angle(degrees: number, step: number, positive: string, negative: string): string {
  const total = Math.round(Math.abs(degrees) * 3600);
  const two = (value: number): string => String(value).padStart(2, "0");
  const minutes = step % 3600 === 0 ? "" : `${two(Math.floor(total / 60) % 60)}′`;
  const seconds = step % 60 === 0 ? "" : `${two(total % 60)}″`;
  return `${Math.floor(total / 3600)}°${minutes}${seconds}${degrees < 0 ? negative : positive}`;
}

/** The middle of a device pixel: a hairline as thin as it can be. */
function crisp(at: number, { ratio }: Frame): number {
  return (Math.floor(at * ratio) + 0.5) / ratio;
}
