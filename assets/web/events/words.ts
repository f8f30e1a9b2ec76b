/** What is said of an event that is pointed at. */

import type { Hit } from "../hit";
import type { Frame, Pixel } from "../mercator";
import type { Scene } from "../scene";
import type { Words } from "../words";
import { keyOf, kindOf, shipOf, type Events } from "./arrays";
import { marksOf, rowsAt } from "./marks";

const HOUR_S = 3600;
/** Hours up to two days, then days. */
const MOST_HOURS = 48;

/** The event under a point. Of several in one mark each is reached in turn: the one after the selected one. */
export function eventAt(frame: Frame, scene: Scene, point: Pixel, near: number): Hit | null {
  const { events } = scene;
  if (events === null) return null;
  const rows = rowsAt(frame, scene, point, near);
  if (rows.length === 0) return null;
  const last = rows.findIndex((row) => scene.selection.has(keyOf(events, row)));
  const place = (last + 1) % rows.length;
  const row = rows[place];
  if (row === undefined) return null;
  const words = eventText(scene, events, row);
  const turn = rows.length === 1 ? "" : ` (${place + 1}/${rows.length})`;
  return { key: keyOf(events, row), name: `${words}${turn}` };
}

/** Marks and lines of events as stops for the keyboard: of several in one mark the first. */
export function eventStops(frame: Frame, scene: Scene): { readonly key: string; readonly name: string; readonly at: Pixel }[] {
  const { events } = scene;
  if (events === null) return [];
  const { marks, lines } = marksOf(frame, scene);
  const middles = lines.map(({ row, from, to }) => ({ row, at: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } }));
  const firsts = marks.map(({ rows, at }) => ({ row: rows[0] ?? 0, at }));
  return [...firsts, ...middles].map(({ row, at }) => ({ key: keyOf(events, row), name: eventText(scene, events, row), at }));
}

function eventText({ style: { words } }: Scene, events: Events, row: number): string {
  const other = events.ships[events.other[row] ?? -1]?.name ?? "";
  const check = events.check[row] ?? -1;
  const ships = [shipOf(events, row)?.name ?? "", other].filter((name) => name !== "").join(" + ");
  const what = (check < 0 ? undefined : words.checks[check]) ?? words.events[kindOf(events, row)];
  const start = events.start[row] ?? 0;
  const begin = `${new Date(start * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return [ships, what, begin, durationText((events.end[row] ?? 0) - start, words)].filter((part) => part !== "").join(" · ");
}

/** A length of time: minutes up to two hours, hours up to two days, then days. */
export function durationText(seconds: number, { minutes, hours, days }: Words): string {
  if (seconds < 2 * HOUR_S) return `${Math.round(seconds / 60)} ${minutes}`;
  const whole = Math.round(seconds / HOUR_S);
  return whole < MOST_HOURS ? `${whole} ${hours}` : `${Math.round(seconds / HOUR_S / 24)} ${days}`;
}
