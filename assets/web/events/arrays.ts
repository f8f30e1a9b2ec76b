/**
 * Events found in AIS reports as typed arrays; the shape of desktop_app/mapview/events.py.
 *
 * An event has no text of its own: its key is made of what the arrays hold, so that a hundred thousand of them are a
 * few megabytes.
 */

import { passes, type Shown } from "../fixes/arrays";

const MAGIC = 0x56454d54; // "TMEV"
const VERSION = 1;
const HEAD_BYTES = 12;

export type EventKind =
  | "gap"
  | "visit"
  | "ais_voyage"
  | "encounter"
  | "loitering"
  | "sts_candidate"
  | "identity_doubt"
  | "position_doubt"
  | "missed_call";

/** The map layer that a kind belongs to; a voyage has no mark, its way is shown where it is selected. */
export const LAYER_OF: Readonly<Record<EventKind, string>> = {
  gap: "ais_gaps",
  visit: "ais_visits",
  ais_voyage: "ais_visits",
  encounter: "ais_meetings",
  loitering: "ais_meetings",
  sts_candidate: "ais_meetings",
  identity_doubt: "ais_doubts",
  position_doubt: "ais_doubts",
  missed_call: "ais_hints",
};

/** Bits of `Events.flags`. */
export const OPEN = 1;
const TAILED = 2;
/** What a person said of an event: `Events.state`. */
export const ACCEPTED = 1;
export const REJECTED = 2;
export const REMARK = 3;

interface KindRow {
  readonly kind: EventKind;
  readonly count: number;
}

export interface Ship {
  /** Stands in the keys of her events. */
  readonly code: string;
  readonly name: string;
  /** As of her tracks. */
  readonly look: number;
  /** Rows of her tracks in `Arrays.tracks`. */
  readonly tracks: readonly number[];
}

interface Header {
  readonly kinds: readonly KindRow[];
  readonly ships: readonly Ship[];
}

export interface Events {
  readonly kinds: readonly KindRow[];
  readonly ships: readonly Ship[];
  readonly count: number;
  /** Place in `kinds`. */
  readonly kind: Uint8Array;
  /** Web Mercator in the unit square, of 2³² steps: where it is marked, and where it ends. */
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  readonly endX: Uint32Array;
  readonly endY: Uint32Array;
  /** Seconds since 1970, UTC. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Places in `ships`; the other one -1 for none. */
  readonly ship: Int32Array;
  readonly other: Int32Array;
  /** The last part of the key. */
  readonly tail: Uint32Array;
  readonly score: Uint8Array;
  /** Place in `Words.checks`, -1 for none. */
  readonly check: Int8Array;
  readonly state: Uint8Array;
  readonly flags: Uint8Array;
}

export function readEvents(buffer: ArrayBuffer): Events {
  const head = new DataView(buffer);
  if (head.getUint32(0, true) !== MAGIC || head.getUint32(4, true) !== VERSION) throw new Error("no arrays of events");
  const length = head.getUint32(8, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, HEAD_BYTES, length))) as Header;
  const n = header.kinds.reduce((sum, { count }) => sum + count, 0);
  let offset = HEAD_BYTES + length;
  const take = (bytes: number): number => {
    const start = offset;
    offset += Math.ceil(bytes / 8) * 8;
    return start;
  };
  const kind = new Uint8Array(n);
  let first = 0;
  for (const [place, { count }] of header.kinds.entries()) {
    kind.fill(place, first, first + count);
    first += count;
  }
  return {
    ...header,
    count: n,
    kind,
    start: new Float64Array(buffer, take(n * 8), n),
    end: new Float64Array(buffer, take(n * 8), n),
    x: new Uint32Array(buffer, take(n * 4), n),
    y: new Uint32Array(buffer, take(n * 4), n),
    endX: new Uint32Array(buffer, take(n * 4), n),
    endY: new Uint32Array(buffer, take(n * 4), n),
    ship: new Int32Array(buffer, take(n * 4), n),
    other: new Int32Array(buffer, take(n * 4), n),
    tail: new Uint32Array(buffer, take(n * 4), n),
    score: new Uint8Array(buffer, take(n), n),
    check: new Int8Array(buffer, take(n), n),
    state: new Uint8Array(buffer, take(n), n),
    flags: new Uint8Array(buffer, take(n), n),
  };
}

export function kindOf({ kinds, kind }: Events, row: number): EventKind {
  return kinds[kind[row] ?? 0]?.kind ?? "gap";
}

export function shipOf({ ships, ship }: Events, row: number): Ship | undefined {
  return ships[ship[row] ?? -1];
}

/** The key of an event: `EventColumns.id_of` of desktop_app/analysis/event_columns.py. */
export function keyOf(events: Events, row: number): string {
  const tail = ((events.flags[row] ?? 0) & TAILED) === 0 ? "0" : (events.tail[row] ?? 0).toString(16).padStart(8, "0");
  return `ais_event:${kindOf(events, row)}-${shipOf(events, row)?.code ?? ""}-${events.start[row] ?? 0}-${tail}`;
}

/** The row of a key; -1 where there is no such event. */
export function rowOf(events: Events, key: string): number {
  const [kind, code, start] = key.slice("ais_event:".length).split("-");
  if (!key.startsWith("ais_event:") || code === undefined || start === undefined) return -1;
  const ship = events.ships.findIndex((one) => one.code === code);
  const place = events.kinds.findIndex((one) => one.kind === kind);
  if (ship < 0 || place < 0) return -1;
  const second = Number(start);
  for (let row = 0; row < events.count; row++) {
    if (events.start[row] !== second || events.ship[row] !== ship || events.kind[row] !== place) continue;
    if (keyOf(events, row) === key) return row;
  }
  return -1;
}

/** Whether an event passes the filter and shares an instant with the window of time. */
export function eventPasses(events: Events, mask: Uint8Array | null, { firstS, lastS }: Shown, row: number): boolean {
  return passes(mask, row) && (events.end[row] ?? 0) >= firstS && (events.start[row] ?? 0) <= lastS;
}
