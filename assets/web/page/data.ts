/** What the page holds: shapes of desktop_app/exporters/web_page. Days are numbers since 1970-01-01 UTC. */

import type { VisiblePayload } from "../features";

interface Days {
  /** First and last day, both included; null where a figure covers no window. */
  readonly first: number;
  readonly last: number;
}

interface Volume {
  /** Barrels; null where nothing is estimated, and `basis` says why. */
  readonly low: number | null;
  readonly best: number | null;
  readonly high: number | null;
  readonly basis: string;
}

interface Keyed {
  readonly key: string;
  readonly when: string;
  /** Printed numbers. */
  readonly sources: readonly number[];
}

export interface VoyageRow extends Keyed, Days, Volume {
  readonly id: string;
  readonly vessel: string;
  readonly from: string;
  readonly to: string;
  readonly product: string;
  readonly known: string;
  readonly tracker: "off" | "on" | "unknown";
  readonly listed: string;
  /** What it adds to the count; 0 where other rows count it. */
  readonly ships: number;
  readonly calls: string;
  readonly about: boolean;
  readonly not_counted: string;
  readonly route: string;
}

export interface TrainRow extends Keyed, Days, Volume {
  readonly what: string;
  readonly parties: string;
}

export interface NotifiedRow extends Keyed, Days {
  readonly who: string;
  readonly value: string;
  readonly bbl: number | null;
}

export interface ClaimRow extends Keyed, Days {
  readonly who: string;
  readonly value: string;
  readonly what: string;
  readonly rail: boolean;
  /** Barrels; null for other measures. */
  readonly low: number | null;
  readonly high: number | null;
}

interface PositionRow extends Days {
  readonly id: string;
  /** Empty for a position of no voyage. */
  readonly voyage: string;
}

interface CallRow extends Days {
  readonly voyage: string;
  readonly ships: number;
  /** Terminal, and port. */
  readonly places: readonly string[];
}

export interface SourceRow {
  readonly key: string;
  readonly title: string;
  readonly publisher: string;
  readonly published: string;
  readonly url: string;
  readonly note: string;
}

type Link = readonly [text: string, key: string];
/** Text, or texts and links. */
export type Told = string | readonly (string | Link)[];

export interface Card {
  readonly title: string;
  readonly subtitle: string;
  readonly notes: readonly string[];
  readonly sections: readonly {
    readonly heading: string;
    readonly rows: readonly (readonly [label: string, value: Told, sources: readonly number[]])[];
    readonly paragraphs: readonly Told[];
    readonly more: string;
  }[];
  readonly reasons: readonly (readonly [source: number, judged: string])[];
  readonly grade: string;
  readonly sources: readonly number[];
}

export interface LegendRow {
  readonly layer: string;
  readonly title: string;
  readonly marks: readonly { readonly symbol: string; readonly meaning: string }[];
}

type Bounds = readonly [west: number, south: number, east: number, north: number];

export interface PageData {
  readonly title: string;
  readonly synthetic: boolean;
  readonly filter: string;
  readonly notes: readonly string[];
  readonly imprint: string;
  readonly licence: string;
  readonly span: readonly [first: number, last: number];
  readonly window: readonly [first: number, last: number];
  /** First days of the months in which nobody could look. */
  readonly unseen: readonly number[];
  readonly cap_bbl: number | null;
  readonly voyages: readonly VoyageRow[];
  readonly trains: readonly TrainRow[];
  readonly positions: readonly PositionRow[];
  readonly calls: readonly CallRow[];
  readonly notified: readonly NotifiedRow[];
  readonly claims: readonly ClaimRow[];
  readonly sources: readonly SourceRow[];
  readonly cards: Readonly<Record<string, Card>>;
  /** How the map begins. */
  readonly map: {
    readonly place: Bounds;
    readonly theme: string;
    readonly language: string;
    readonly layers: readonly string[];
    readonly legend: readonly LegendRow[];
    /** How far the base map goes, in words. */
    readonly detail: string;
    /** Bounds of things, by key. */
    readonly bounds: Readonly<Record<string, Bounds>>;
  };
}

/** A window of time; an open end reaches as far as the data. */
export interface Window {
  readonly first: number;
  readonly last: number;
}

/** Rows of the window. */
export interface Cut {
  readonly voyages: readonly VoyageRow[];
  readonly trains: readonly TrainRow[];
  readonly notified: readonly NotifiedRow[];
  readonly claims: readonly ClaimRow[];
  readonly visible: VisiblePayload;
}

/** Rows that share a day with a window pass, as in desktop_app/query. */
export function cutOf(data: PageData, { first, last }: Window): Cut {
  const within = (row: Days): boolean => row.last >= first && row.first <= last;
  const voyages = data.voyages.filter(within);
  const ids = new Set(voyages.map(({ id }) => id));
  const calls: Record<string, number> = {};
  for (const call of data.calls) {
    if (!ids.has(call.voyage) || !within(call)) continue;
    for (const place of call.places) calls[place] = (calls[place] ?? 0) + call.ships;
  }
  return {
    voyages,
    trains: data.trains.filter(within),
    notified: data.notified.filter(within),
    claims: data.claims.filter(within),
    visible: {
      voyages: [...ids],
      sightings: data.positions
        .filter((row) => within(row) && (row.voyage === "" || ids.has(row.voyage)))
        .map(({ id }) => id),
      routes: [...new Set(voyages.flatMap(({ route }) => (route === "" ? [] : [route])))],
      calls,
      crowd: null,
    },
  };
}
