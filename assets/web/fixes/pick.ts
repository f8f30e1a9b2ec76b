/** What of the arrays lies under a point of the view, and what is said of it. */

import { toFrame, worldSize, type Frame, type Pixel, type UnitPoint } from "../mercator";
import type { Brush, Scene } from "../scene";
import { trace } from "../polyline";
import { CHUNK, DOUBTS, OFF, STEPS, UNPLACED, cut, inWindow, passes, type Arrays, type Shown, type Track } from "./arrays";
import { colourOf } from "./layer";

/** CSS pixels beside a mark that still count as on it. */
const NEAR_PX = 6;

/** A position is "row:" and its number until the window says which one it is. */
export interface ArraysHit {
  readonly key: string;
  readonly name: string;
  /** The nearest fix of a track; -1 of a position. */
  readonly fix: number;
  readonly unit: UnitPoint;
}

export function arraysHit(frame: Frame, scene: Scene, point: Pixel): ArraysHit | null {
  const { arrays } = scene;
  if (arrays === null) return null;
  const scale = worldSize(frame.zoom) / STEPS;
  const [x, y] = [(point.x + frame.left) / scale, (point.y + frame.top) / scale];
  const near = NEAR_PX / scale;
  const position = scene.shows("sightings") && scene.positionsCrowd ? positionAt(arrays, scene, x, y, near) : null;
  return position ?? (scene.shows("tracks") ? fixAt(arrays, scene, x, y, near) : null);
}

function positionAt(arrays: Arrays, scene: Scene, x: number, y: number, near: number): ArraysHit | null {
  let [best, nearest] = [-1, near * near];
  const { at, flags } = arrays;
  for (let row = 0; row < flags.length; row++) {
    const dx = (at.x[row] ?? 0) - x;
    if (dx > near || dx < -near) continue;
    const dy = (at.y[row] ?? 0) - y;
    const distance = dx * dx + dy * dy;
    if (distance >= nearest || ((flags[row] ?? 0) & UNPLACED) !== 0) continue;
    if (!passes(scene.shown.positions, row) || !inWindow(arrays, scene.shown, row)) continue;
    [best, nearest] = [row, distance];
  }
  if (best < 0) return null;
  const [first, last] = [dayText(arrays.firstDay[best] ?? 0), dayText(arrays.lastDay[best] ?? 0)];
  const off = ((arrays.flags[best] ?? 0) & OFF) !== 0 ? ` · ${scene.style.words.trackerOff}` : "";
  const name = `${first === last ? first : `${first}/${last}`}${off}`;
  return { key: `row:${best}`, name, fix: -1, unit: { x: (at.x[best] ?? 0) / STEPS, y: (at.y[best] ?? 0) / STEPS } };
}

function fixAt(arrays: Arrays, scene: Scene, x: number, y: number, near: number): ArraysHit | null {
  const { boxes } = arrays;
  let nearest = near * near;
  let best = -1;
  let owner: Track | null = null;
  for (const [row, track] of arrays.tracks.entries()) {
    if (!passes(scene.shown.tracks, row)) continue;
    const [from, to] = cut(arrays, track, scene.shown);
    if (from >= to) continue;
    const last = Math.floor((to - 1 - track.first) / CHUNK);
    for (let chunk = Math.floor((from - track.first) / CHUNK); chunk <= last; chunk++) {
      const box = (track.chunk + chunk) * 4;
      if ((boxes[box] ?? 0) > x + near || (boxes[box + 2] ?? 0) < x - near) continue;
      if ((boxes[box + 1] ?? 0) > y + near || (boxes[box + 3] ?? 0) < y - near) continue;
      const start = Math.max(from, track.first + chunk * CHUNK);
      const end = Math.min(to - 1, track.first + (chunk + 1) * CHUNK);
      for (let fix = start; fix <= end; fix++) {
        const distance = squareTo(arrays, fix, fix === start ? fix : fix - 1, x, y);
        if (distance >= nearest) continue;
        nearest = distance;
        best = fix;
        owner = track;
      }
    }
  }
  if (owner === null) return null;
  const before = best > owner.first ? best - 1 : best;
  const fix = squareTo(arrays, before, before, x, y) < squareTo(arrays, best, best, x, y) ? before : best;
  return { key: owner.key, name: `${owner.name} · ${fixText(scene, arrays, fix)}`, fix, unit: unitOf(arrays, fix) };
}

/** From a point to the line that joins a fix with the one before, in steps, squared. */
function squareTo({ x, y }: Arrays, fix: number, before: number, px: number, py: number): number {
  const [ax, ay] = [x[before] ?? 0, y[before] ?? 0];
  const [dx, dy] = [(x[fix] ?? 0) - ax, (y[fix] ?? 0) - ay];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / square));
  return (ax + share * dx - px) ** 2 + (ay + share * dy - py) ** 2;
}

export function unitOf({ x, y }: Arrays, fix: number): UnitPoint {
  return { x: (x[fix] ?? 0) / STEPS, y: (y[fix] ?? 0) / STEPS };
}

/** Time, speed and draught of a fix, as far as they were sent. */
export function fixText({ style: { words } }: Scene, { seconds, speed, draught, doubts }: Arrays, fix: number): string {
  const time = `${new Date((seconds[fix] ?? 0) * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const knots = speed[fix] ?? -1;
  const deep = draught[fix] ?? 0;
  const flagged = Array.from({ length: DOUBTS }, (_, bit) => (((doubts[fix] ?? 0) >> bit) & 1 ? words.doubts[bit] : ""));
  return [
    time,
    knots < 0 ? "" : `${(knots / 10).toFixed(1)} ${words.knots}`,
    deep === 0 ? "" : `${words.draught} ${(deep / 10).toFixed(1)} m`,
    ...flagged,
  ]
    .filter((part) => part !== undefined && part !== "")
    .join(" · ");
}

function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

const CASING_PX = 6;
const LINE_PX = 2;
const FIX_RING_PX = 4.5;

/** Selected and hovered tracks over the others, and the fix that was pointed at. */
export function drawTrackMarks(brush: Brush): void {
  const { context, frame, scene } = brush;
  const { arrays } = scene;
  if (arrays === null || !scene.shows("tracks")) return;
  const { theme } = scene.style;
  arrays.tracks.forEach((track, row) => {
    const selected = scene.selection.has(track.key);
    if ((!selected && scene.hover !== track.key) || !passes(scene.shown.tracks, row)) return;
    context.globalAlpha = selected ? 1 : 0.6;
    for (const run of runsOf(frame, arrays, track, scene.shown, scene.gapS)) {
      trace(context, run);
      context.lineJoin = "round";
      context.lineCap = "round";
      context.strokeStyle = theme.selectionHalo;
      context.lineWidth = CASING_PX;
      context.stroke();
      context.strokeStyle = selected ? theme.selection : colourOf(theme, track.look);
      context.lineWidth = LINE_PX;
      context.stroke();
    }
    context.globalAlpha = 1;
    if (scene.fix < track.first || scene.fix >= track.end) return;
    const { x, y } = toFrame(frame, unitOf(arrays, scene.fix));
    context.beginPath();
    context.arc(x, y, FIX_RING_PX, 0, 2 * Math.PI);
    context.fillStyle = colourOf(theme, track.look);
    context.fill();
    context.strokeStyle = theme.selectionHalo;
    context.lineWidth = 4;
    context.stroke();
    context.strokeStyle = theme.selection;
    context.lineWidth = 1.8;
    context.stroke();
  });
}

/** The lines of a track in a window of time between its silences, one vertex a pixel and near the view. */
export function runsOf(
  frame: Frame,
  arrays: Arrays,
  track: Track,
  window: Pick<Shown, "firstS" | "lastS">,
  gapS: number,
): Pixel[][] {
  const [from, to] = cut(arrays, track, window);
  const runs: Pixel[][] = [];
  let run: Pixel[] = [];
  const finish = (): void => {
    if (run.length > 1) runs.push(run);
    run = [];
  };
  const size = worldSize(frame.zoom);
  const scale = size / STEPS;
  for (let fix = from; fix < to; fix++) {
    if (fix > from && (arrays.seconds[fix] ?? 0) - (arrays.seconds[fix - 1] ?? 0) > gapS) finish();
    const at = { x: (arrays.x[fix] ?? 0) * scale - frame.left, y: (arrays.y[fix] ?? 0) * scale - frame.top };
    const last = run.at(-1);
    const far = Math.max(Math.abs(at.x - frame.width / 2) / frame.width, Math.abs(at.y - frame.height / 2) / frame.height);
    if (far > 4) finish(); // far outside: Skia takes long over lines that nobody sees
    else if (last === undefined || Math.abs(last.x - at.x) + Math.abs(last.y - at.y) >= 1) run.push(at);
  }
  finish();
  return runs;
}
