/** Events on the canvas: each kind has a shape of its own, in the colour of its ship's track. */

import { colourOf } from "../fixes/layer";
import { runsOf } from "../fixes/pick";
import { NO_LOOK, passes } from "../fixes/arrays";
import { lineNote } from "../layers/linetext";
import { toFrame, type Pixel, type UnitPoint } from "../mercator";
import { strokeNear, trace } from "../polyline";
import type { Brush, Scene } from "../scene";
import { drawText, widthOf, type TextStyle } from "../text";
import type { Theme } from "../theme";
import { ACCEPTED, REJECTED, rowOf, shipOf, type EventKind, type Events } from "./arrays";
import { MARK_RADIUS, marksOf, type EventLine, type Mark } from "./marks";
import { durationText } from "./words";

const GAP_PX = 1.9;
const GAP_DOTS: number[] = [0.1, 5];
const HINT_PX = 1.6;
const HINT_DASH: number[] = [7, 5];
const TICK_PX = 6;
/** Zoom from which durations are written, how long a line must be for it, and how many are written. */
const WORDS_FROM = 6;
const ROOM_FOR_WORDS_PX = 84;
const MOST_WORDS = 60;
const REACH_DASH: number[] = [2, 3];
const FULL = 2 * Math.PI;

/** Below the marks of the record: silences, hints, and the water that is within reach of a selected hint. */
export function drawEventLines(brush: Brush): void {
  const { context, frame, scene } = brush;
  const { events } = scene;
  drawReach(brush);
  if (events === null) return;
  const { lines } = marksOf(frame, scene);
  const gaps = lines.filter(({ kind }) => kind === "gap");
  for (const [colour, own] of byColour(scene, events, gaps)) {
    context.strokeStyle = colour;
    context.lineWidth = GAP_PX;
    context.lineCap = "round";
    context.setLineDash(GAP_DOTS);
    for (const { from, to } of own) strokeNear(context, frame, [from, to]);
    context.setLineDash([]);
  }
  context.lineCap = "butt";
  for (const line of lines) if (line.kind === "missed_call") drawHint(brush, line, scene.style.theme.voyage);
  if (frame.zoom >= WORDS_FROM) drawDurations(brush, events, gaps);
}

/** Marks, the larger numbers last, so that a single one does not lie on a sum. */
export function drawEventMarks(brush: Brush): void {
  const { frame, scene } = brush;
  const { events } = scene;
  if (events === null) return;
  const { marks } = marksOf(frame, scene);
  for (const mark of marks) drawMark(brush, events, mark);
}

/** What is selected or pointed at: its way, its line, and a ring round its mark. */
export function drawEventSelection(brush: Brush): void {
  const { context, scene } = brush;
  const { events } = scene;
  if (events === null) return;
  for (const key of new Set([...scene.selection, scene.hover])) {
    const row = key.startsWith("ais_event:") ? rowOf(events, key) : -1;
    if (row < 0) continue;
    context.globalAlpha = scene.selection.has(key) ? 1 : 0.6;
    if (scene.selection.has(key)) drawWay(brush, events, row);
    ringRow(brush, row);
    context.globalAlpha = 1;
  }
}

function byColour(scene: Scene, events: Events, lines: readonly EventLine[]): ReadonlyMap<string, readonly EventLine[]> {
  const found = new Map<string, EventLine[]>();
  for (const line of lines) {
    const colour = shipColour(scene.style.theme, events, line.row);
    const own = found.get(colour);
    if (own === undefined) found.set(colour, [line]);
    else own.push(line);
  }
  return found;
}

function shipColour(theme: Theme, events: Events, row: number): string {
  return colourOf(theme, shipOf(events, row)?.look ?? NO_LOOK);
}

function otherColour(theme: Theme, events: Events, row: number): string {
  return colourOf(theme, events.ships[events.other[row] ?? -1]?.look ?? NO_LOOK);
}

/** How long the longest silences are, at their middles, where there is room for it and none stands there. */
function drawDurations({ context, frame, scene }: Brush, events: Events, gaps: readonly EventLine[]): void {
  const { theme, words } = scene.style;
  const style = lineNote(theme.text, theme.halo);
  const lengthOf = ({ row }: EventLine): number => (events.end[row] ?? 0) - (events.start[row] ?? 0);
  const taken: Pixel[] = [];
  for (const line of [...gaps].sort((one, other) => lengthOf(other) - lengthOf(one)).slice(0, MOST_WORDS)) {
    const { from, to } = line;
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const text = `${words.silent} ${durationText(lengthOf(line), words)}`;
    const width = widthOf(context, text, style);
    if (Math.hypot(to.x - from.x, to.y - from.y) < Math.max(ROOM_FOR_WORDS_PX, width + 20)) continue;
    if (middle.x < 0 || middle.y < 0 || middle.x > frame.width || middle.y > frame.height) continue;
    if (taken.some((other) => Math.abs(other.x - middle.x) < width && Math.abs(other.y - middle.y) < style.size * 1.3)) continue;
    taken.push(middle);
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    context.save();
    context.translate(middle.x, middle.y);
    context.rotate(Math.abs(angle) > Math.PI / 2 ? angle + Math.PI : angle);
    // Below the line: above it stands that a route is inferred, where a silence follows one.
    drawText(context, text, -width / 2, style.size * 0.85, style);
    context.restore();
  }
}

/** A dashed line that ends in brackets: between these two sightings a call may be missing. */
function drawHint({ context, frame }: Brush, { from, to }: EventLine, colour: string): void {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  context.strokeStyle = colour;
  // The line only says which ends belong together: nobody went this way.
  context.lineWidth = 1;
  context.globalAlpha = 0.65;
  context.setLineDash(HINT_DASH);
  strokeNear(context, frame, [from, to]);
  context.setLineDash([]);
  context.globalAlpha = 1;
  context.lineWidth = HINT_PX;
  context.beginPath();
  for (const [end, way] of [
    [from, 1],
    [to, -1],
  ] as const) {
    const [x, y] = [end.x - way * cosine * TICK_PX, end.y - way * sine * TICK_PX];
    context.moveTo(x + way * cosine * 4 - sine * TICK_PX, y + way * sine * 4 + cosine * TICK_PX);
    context.lineTo(x - sine * TICK_PX, y + cosine * TICK_PX);
    context.lineTo(x + sine * TICK_PX, y - cosine * TICK_PX);
    context.lineTo(x + way * cosine * 4 + sine * TICK_PX, y + way * sine * 4 - cosine * TICK_PX);
  }
  context.stroke();
}

/** Water that a ship could have reached between two sightings, as `scene.reach` tells it. */
function drawReach({ context, frame, scene }: Brush): void {
  if (scene.reach.length === 0) return;
  const { theme } = scene.style;
  context.beginPath();
  for (const ring of scene.reach) {
    ring.forEach((point: UnitPoint, index: number) => {
      const { x, y } = toFrame(frame, point);
      if (index === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
    context.closePath();
  }
  context.fillStyle = theme.voyage;
  context.globalAlpha = 0.12;
  context.fill("evenodd");
  context.globalAlpha = 1;
  context.strokeStyle = theme.voyage;
  context.lineWidth = 1.4;
  context.setLineDash(REACH_DASH);
  context.stroke();
  context.setLineDash([]);
}

type Shape = (context: CanvasRenderingContext2D, colours: Colours, score: number) => void;

interface Colours {
  readonly ink: string;
  readonly other: string;
  readonly halo: string;
}

/** Each draws round 0, 0. */
const SHAPES: Readonly<Record<Exclude<EventKind, "ais_voyage">, Shape>> = {
  gap: (context, { ink, halo }) => {
    disc(context, 5, halo, 0.75);
    context.setLineDash([0.1, 3.1]);
    context.lineCap = "round";
    ring(context, 0, 5, ink, 1.9);
    context.setLineDash([]);
    context.lineCap = "butt";
  },
  visit: (context, { ink, halo }, score) => {
    disc(context, 5.6, halo, 1);
    ring(context, 0, 4.4, ink, 1.7);
    context.beginPath();
    context.moveTo(0, 0);
    // Nothing of the disc for the least confidence, all of it for the most.
    context.arc(0, 0, 4.4, -Math.PI / 2, -Math.PI / 2 + (FULL * Math.max(0, score - 1)) / 3);
    context.closePath();
    context.fillStyle = ink;
    context.fill();
  },
  encounter: (context, { ink, other, halo }) => {
    pair(context, halo);
    ring(context, -2.6, 3.9, ink, 1.8);
    ring(context, 2.6, 3.9, other, 1.8);
  },
  sts_candidate: (context, { ink, other, halo }) => {
    pair(context, halo);
    ring(context, -2.6, 3.9, ink, 1.8);
    context.setLineDash([2, 1.7]);
    ring(context, 2.6, 3.9, other, 1.8);
    context.setLineDash([]);
  },
  loitering: (context, { ink, halo }) => {
    disc(context, 6.8, halo, 0.85);
    context.beginPath();
    for (let step = 0; step <= 44; step++) {
      const [angle, radius] = [(step / 44) * FULL * 2.1, 0.6 + (step / 44) * 5.4];
      const [x, y] = [radius * Math.cos(angle), radius * Math.sin(angle)];
      if (step === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.strokeStyle = ink;
    context.lineWidth = 1.5;
    context.stroke();
  },
  position_doubt: (context, { ink, halo }) => {
    disc(context, 6.6, halo, 0.9);
    ring(context, 0, 5.6, ink, 1.6);
    context.fillStyle = ink;
    context.fillRect(-0.9, -3.4, 1.8, 4.2);
    context.fillRect(-0.9, 1.7, 1.8, 1.8);
  },
  identity_doubt: (context, { ink, halo }) => {
    // A tag: what a ship says of herself.
    context.beginPath();
    context.moveTo(-7, 0);
    context.lineTo(-3, -4.6);
    context.lineTo(6.4, -4.6);
    context.lineTo(6.4, 4.6);
    context.lineTo(-3, 4.6);
    context.closePath();
    context.lineJoin = "round";
    context.strokeStyle = halo;
    context.lineWidth = 3.6;
    context.stroke();
    context.fillStyle = halo;
    context.fill();
    context.strokeStyle = ink;
    context.lineWidth = 1.6;
    context.stroke();
    disc(context, 1.3, ink, 1, -3);
  },
  missed_call: (context, { ink, halo }) => {
    disc(context, 7, halo, 0.85);
    context.setLineDash([3, 2.2]);
    context.strokeStyle = ink;
    context.lineWidth = 1.7;
    context.beginPath();
    for (const side of [-1, 1]) {
      context.moveTo(side * 2.4, -5.4);
      context.lineTo(side * 5.6, -5.4);
      context.lineTo(side * 5.6, 5.4);
      context.lineTo(side * 2.4, 5.4);
    }
    context.stroke();
    context.setLineDash([]);
  },
};

function disc(context: CanvasRenderingContext2D, radius: number, colour: string, opacity: number, x = 0): void {
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * opacity;
  context.beginPath();
  context.arc(x, 0, radius, 0, FULL);
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = alpha;
}

function ring(context: CanvasRenderingContext2D, x: number, radius: number, colour: string, width: number): void {
  context.beginPath();
  context.arc(x, 0, radius, 0, FULL);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

/** The ground of two circles that touch. */
function pair(context: CanvasRenderingContext2D, halo: string): void {
  disc(context, 5.6, halo, 0.9, -2.6);
  disc(context, 5.6, halo, 0.9, 2.6);
}

function drawMark({ context, scene }: Brush, events: Events, { kind, rows, at }: Mark): void {
  const [first] = rows;
  if (kind === "ais_voyage" || first === undefined) return;
  const { theme } = scene.style;
  const doubt = kind === "position_doubt" || kind === "identity_doubt";
  const own = shipColour(theme, events, first);
  // One colour for several ships would be that of one of them.
  const mixed = rows.some((row) => events.ship[row] !== events.ship[first]);
  const ink = doubt ? theme.doubt : kind === "missed_call" ? theme.voyage : mixed ? theme.neutral : own;
  const score = rows.reduce((most, row) => Math.max(most, events.score[row] ?? 0), 0);
  context.save();
  context.translate(at.x, at.y);
  const rejected = rows.every((row) => events.state[row] === REJECTED);
  if (rejected) context.globalAlpha = 0.45;
  SHAPES[kind](context, { ink, other: mixed ? theme.neutral : otherColour(theme, events, first), halo: theme.halo }, score);
  if (rejected) strike(context, theme);
  else if (rows.some((row) => events.state[row] === ACCEPTED)) tick(context, theme);
  if (rows.length > 1) drawText(context, String(rows.length), MARK_RADIUS + 3, 0, countStyle(theme));
  context.restore();
}

function countStyle({ text, halo }: Theme): TextStyle {
  return { size: 10, weight: 600, italic: false, spacing: 0, colour: text, halo, haloWidth: 2 };
}

/** Somebody has accepted it. */
function tick(context: CanvasRenderingContext2D, { text, halo }: Theme): void {
  context.beginPath();
  context.moveTo(3, -6.5);
  context.lineTo(5.2, -4.3);
  context.lineTo(9.4, -9.2);
  for (const [colour, width] of [
    [halo, 4.4],
    [text, 1.9],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

/** Somebody has rejected it. */
function strike(context: CanvasRenderingContext2D, { text }: Theme): void {
  context.beginPath();
  context.moveTo(-7, 6);
  context.lineTo(7, -6);
  context.strokeStyle = text;
  context.lineWidth = 1.6;
  context.stroke();
}

/** The reports behind an event: the stretch of its ship's tracks, as far as the window of time shows it. */
function drawWay({ context, frame, scene }: Brush, events: Events, row: number): void {
  const { arrays, shown, style } = scene;
  if (arrays === null || !scene.shows("tracks")) return;
  const [firstS, lastS] = [Math.max(shown.firstS, events.start[row] ?? 0), Math.min(shown.lastS, events.end[row] ?? 0)];
  for (const place of shipOf(events, row)?.tracks ?? []) {
    const track = arrays.tracks[place];
    if (track === undefined || !passes(shown.tracks, place)) continue;
    for (const run of runsOf(frame, arrays, track, { firstS, lastS }, scene.gapS)) {
      trace(context, run);
      context.lineJoin = "round";
      context.lineCap = "round";
      context.strokeStyle = style.theme.selectionHalo;
      context.lineWidth = 7;
      context.stroke();
      context.strokeStyle = style.theme.selection;
      context.lineWidth = 2.6;
      context.stroke();
    }
  }
  context.lineCap = "butt";
}

function ringRow(brush: Brush, row: number): void {
  const { context, frame, scene } = brush;
  const { theme } = scene.style;
  const { marks, lines } = marksOf(frame, scene);
  const line = lines.find((one) => one.row === row);
  if (line !== undefined) {
    const dash = line.kind === "gap" ? GAP_DOTS : HINT_DASH;
    context.lineCap = "round";
    // A hint's line is no way: it is marked, but lightly.
    const [casing, core] = line.kind === "gap" ? [GAP_PX + 6, GAP_PX + 1.2] : [3.4, 1.5];
    for (const [colour, width, own] of [
      [theme.selectionHalo, casing, line.kind === "gap" ? [] : dash],
      [theme.selection, core, dash],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash([...own]);
      strokeNear(context, frame, [line.from, line.to]);
    }
    context.setLineDash([]);
    context.lineCap = "butt";
    for (const at of [line.from, line.to]) circle(context, at, 3.2, theme);
    return;
  }
  const mark = marks.find(({ rows }) => rows.includes(row));
  if (mark !== undefined) circle(context, mark.at, MARK_RADIUS + 2.6, theme);
}

function circle(context: CanvasRenderingContext2D, { x, y }: Pixel, radius: number, { selection, selectionHalo }: Theme): void {
  context.beginPath();
  context.arc(x, y, radius, 0, FULL);
  context.strokeStyle = selectionHalo;
  context.lineWidth = 5;
  context.stroke();
  context.strokeStyle = selection;
  context.lineWidth = 2;
  context.stroke();
}
