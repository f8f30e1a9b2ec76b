/** Which marks of events a view shows, and where: lines of silences and hints, and marks that stand for one or more. */

import { STEPS } from "../fixes/arrays";
import { portRadius, portsShown } from "../layers/ports";
import { toFrame, worldSize, type Frame, type Pixel } from "../mercator";
import { distanceTo } from "../polyline";
import type { Scene } from "../scene";
import { LAYER_OF, REJECTED, eventPasses, kindOf, rowOf, type EventKind, type Events } from "./arrays";

/** Marks of one kind that lie in one square of this side are one mark with their number. */
const CELL_PX = 15;
/** A silence shorter than this on screen is a mark, not a line. */
const LEAST_LINE_PX = 14;
/** More silences than this are no lines of their own: tracks show them as they show the rest. */
export const MOST_GAPS = 1_500;
/** Between a port's disc and the marks beside it: their number has room there. */
const BESIDE_PX = 12;
/** How far marks reach. */
const EDGE_PX = 24;
/** CSS pixels from a mark's middle to its edge. */
export const MARK_RADIUS = 6.5;

export interface Mark {
  readonly kind: EventKind;
  readonly rows: readonly number[];
  readonly at: Pixel;
}

export interface EventLine {
  readonly kind: EventKind;
  readonly row: number;
  readonly from: Pixel;
  readonly to: Pixel;
}

export interface EventMarks {
  readonly marks: readonly Mark[];
  readonly lines: readonly EventLine[];
}

const NONE: EventMarks = { marks: [], lines: [] };

/** What marks were last made of: pointing at them asks for the same ones again and again. */
interface Made {
  readonly frame: Frame;
  readonly of: readonly unknown[];
  readonly marks: EventMarks;
}

let made: Made | null = null;
let counted: { readonly of: readonly unknown[]; readonly gaps: number } | null = null;

export function marksOf(frame: Frame, scene: Scene): EventMarks {
  const { events } = scene;
  if (events === null) return NONE;
  const of = basisOf(scene);
  if (made !== null && same(made.of, of) && samePlace(made.frame, frame)) return made.marks;
  const marks = find(frame, scene, events);
  made = { frame, of, marks };
  return marks;
}

/** Whether silences are lines of events; else tracks show them. */
export function drawsGaps(scene: Scene): boolean {
  const { events } = scene;
  if (events === null || !scene.shows("ais_gaps") || !events.kinds.some(({ kind }) => kind === "gap")) return false;
  const of = basisOf(scene).slice(0, -1); // whatever is selected
  if (counted === null || !same(counted.of, of)) {
    let gaps = 0;
    for (let row = 0; row < events.count; row++) {
      if (kindOf(events, row) === "gap" && eventPasses(events, scene.eventMask, scene.shown, row)) gaps++;
    }
    counted = { of, gaps };
  }
  return counted.gaps <= MOST_GAPS;
}

function basisOf({ events, eventMask, shown, style, selection }: Scene): readonly unknown[] {
  return [events, eventMask, shown, style, selection];
}

function same(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.every((value, place) => value === other[place]);
}

function samePlace(one: Frame, other: Frame): boolean {
  return (
    one.zoom === other.zoom &&
    one.left === other.left &&
    one.top === other.top &&
    one.width === other.width &&
    one.height === other.height
  );
}

function find(frame: Frame, scene: Scene, events: Events): EventMarks {
  const shows = events.kinds.map(({ kind }) => scene.shows(LAYER_OF[kind]));
  const chosen = new Set([...scene.selection].map((key) => rowOf(events, key)));
  const gaps = drawsGaps(scene);
  const scale = worldSize(frame.zoom) / STEPS;
  const cells = new Map<string, { readonly kind: EventKind; readonly rows: number[]; x: number; y: number }>();
  const lines: EventLine[] = [];
  for (let row = 0; row < events.count; row++) {
    const place = events.kind[row] ?? 0;
    const kind = kindOf(events, row);
    if (kind === "ais_voyage" || !eventPasses(events, scene.eventMask, scene.shown, row)) continue;
    // What was chosen elsewhere is shown though its layer is off, or somebody has rejected it.
    const hidden = shows[place] !== true || events.state[row] === REJECTED;
    if (hidden && !chosen.has(row)) continue;
    const from = { x: (events.x[row] ?? 0) * scale - frame.left, y: (events.y[row] ?? 0) * scale - frame.top };
    if (kind === "gap" || kind === "missed_call") {
      const to = { x: (events.endX[row] ?? 0) * scale - frame.left, y: (events.endY[row] ?? 0) * scale - frame.top };
      if (Math.hypot(to.x - from.x, to.y - from.y) >= LEAST_LINE_PX) {
        if ((kind !== "gap" || gaps || chosen.has(row)) && touches(frame, from, to)) lines.push({ kind, row, from, to });
        continue;
      }
    }
    if (from.x < -EDGE_PX || from.y < -EDGE_PX || from.x > frame.width + EDGE_PX || from.y > frame.height + EDGE_PX) continue;
    // Squares hang on the ground, so that a pan does not regroup.
    const column = Math.floor((from.x + frame.left) / CELL_PX);
    const key = `${place} ${column} ${Math.floor((from.y + frame.top) / CELL_PX)}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { kind, rows: [row], x: from.x, y: from.y });
    else {
      cell.rows.push(row);
      cell.x += from.x;
      cell.y += from.y;
    }
  }
  const marks = [...cells.values()].map(({ kind, rows, x, y }) => ({ kind, rows, at: { x: x / rows.length, y: y / rows.length } }));
  return { marks: besidePorts(frame, scene, marks), lines };
}

/** Marks that a port's disc would hide stand in a column beside it, one a kind: ships lie where the port is drawn. */
function besidePorts(frame: Frame, scene: Scene, marks: readonly Mark[]): Mark[] {
  const ports = portsShown(frame, scene).map((port) => ({ at: toFrame(frame, port.unit), radius: portRadius(port, frame, scene) }));
  const hidden = new Map<number, Map<EventKind, number[]>>();
  const free = marks.filter(({ kind, rows, at }) => {
    const port = ports.findIndex((one) => Math.hypot(one.at.x - at.x, one.at.y - at.y) < one.radius + MARK_RADIUS / 2);
    if (port < 0) return true;
    const kinds = hidden.get(port) ?? new Map<EventKind, number[]>();
    kinds.set(kind, [...(kinds.get(kind) ?? []), ...rows]);
    hidden.set(port, kinds);
    return false;
  });
  const beside = [...hidden].flatMap(([place, kinds]) => {
    const port = ports[place];
    if (port === undefined) return [];
    const x = port.at.x - port.radius - MARK_RADIUS - BESIDE_PX;
    return [...kinds].map(([kind, rows], slot) => ({
      kind,
      rows,
      at: { x, y: port.at.y + (slot - (kinds.size - 1) / 2) * CELL_PX },
    }));
  });
  return [...free, ...beside];
}

function touches({ width, height }: Frame, from: Pixel, to: Pixel): boolean {
  return (
    Math.max(from.x, to.x) >= -EDGE_PX &&
    Math.max(from.y, to.y) >= -EDGE_PX &&
    Math.min(from.x, to.x) <= width + EDGE_PX &&
    Math.min(from.y, to.y) <= height + EDGE_PX
  );
}

/** Rows under a point: those of the nearest mark, else of the nearest line; none for neither. */
export function rowsAt(frame: Frame, scene: Scene, point: Pixel, near: number): readonly number[] {
  const { marks, lines } = marksOf(frame, scene);
  let rows: readonly number[] = [];
  let nearest = near;
  for (const mark of marks) {
    const distance = Math.hypot(mark.at.x - point.x, mark.at.y - point.y) - MARK_RADIUS;
    if (distance >= nearest) continue;
    nearest = distance;
    rows = mark.rows;
  }
  if (rows.length > 0) return rows;
  for (const line of lines) {
    const distance = distanceTo([line.from, line.to], point);
    if (distance >= nearest) continue;
    nearest = distance;
    rows = [line.row];
  }
  return rows;
}
