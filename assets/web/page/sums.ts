/** Sums of what is observed, and the sentences about what they leave out; after desktop_app/query/tally.py. */

import type { Cut } from "./data";
import { monthOf, nextMonth } from "./days";

export interface Sum {
  calls: number;
  /** Calls with a volume. */
  estimated: number;
  about: boolean;
  trains: number;
  trainsEstimated: number;
  low: number;
  best: number;
  high: number;
}

export interface Sums {
  readonly total: Sum;
  /** By first day of the month; what is known only within a longer time stands apart. */
  readonly months: ReadonlyMap<number, Sum>;
  readonly longer: Sum;
}

export function noSum(): Sum {
  return { calls: 0, estimated: 0, about: false, trains: 0, trainsEstimated: 0, low: 0, best: 0, high: 0 };
}

export function sumsOf({ voyages, trains }: Cut): Sums {
  const [total, longer] = [noSum(), noSum()];
  const months = new Map<number, Sum>();
  const sumAt = (first: number, last: number): Sum => {
    const month = monthOf(first);
    if (last >= nextMonth(month)) return longer;
    const found = months.get(month) ?? noSum();
    months.set(month, found);
    return found;
  };
  for (const row of voyages) {
    if (row.ships === 0) continue;
    for (const sum of [total, sumAt(row.first, row.last)]) {
      sum.calls += row.ships;
      sum.about ||= row.about;
      if (row.best === null) continue;
      sum.estimated += row.ships;
      addVolume(sum, row);
    }
  }
  for (const row of trains) {
    for (const sum of [total, sumAt(row.first, row.last)]) {
      sum.trains += 1;
      if (row.best === null) continue;
      sum.trainsEstimated += 1;
      addVolume(sum, row);
    }
  }
  return { total, months, longer };
}

/** Ranges add end to end: load fraction and product are shared assumptions. */
function addVolume(sum: Sum, row: { readonly low: number | null; readonly best: number | null; readonly high: number | null }): void {
  sum.low += row.low ?? 0;
  sum.best += row.best ?? 0;
  sum.high += row.high ?? 0;
}

/** A running total of one year that rises on some days. */
export interface Steps {
  readonly days: readonly number[];
  readonly totals: readonly number[];
}

export interface Year {
  readonly year: number;
  readonly low: Steps;
  readonly best: Steps;
  readonly high: Steps;
}

/**
 * Running totals of the calendar years: high volumes on the first days they may have been on, low ones on the last,
 * best ones on the day in the middle. What is known to no one year is in none.
 */
export function yearsOf({ voyages, trains }: Cut): readonly Year[] {
  const found = new Map<number, readonly [Map<number, number>, Map<number, number>, Map<number, number>]>();
  for (const row of [...voyages.filter(({ ships }) => ships > 0), ...trains]) {
    const year = yearOf(row.first);
    if (row.best === null || row.low === null || row.high === null || yearOf(row.last) !== year) continue;
    const sums = found.get(year) ?? [new Map(), new Map(), new Map()];
    found.set(year, sums);
    const days = [row.last, Math.floor((row.first + row.last) / 2), row.first];
    [row.low, row.best, row.high].forEach((volume, end) => {
      const day = days[end] ?? row.first;
      sums[end]?.set(day, (sums[end].get(day) ?? 0) + volume);
    });
  }
  return [...found].sort(([one], [other]) => one - other).map(([year, sums]) => {
    const [low, best, high] = sums.map(stepsOf);
    return { year, low: low ?? NO_STEPS, best: best ?? NO_STEPS, high: high ?? NO_STEPS };
  });
}

const NO_STEPS: Steps = { days: [], totals: [] };

function stepsOf(byDay: ReadonlyMap<number, number>): Steps {
  const days = [...byDay.keys()].sort((one, other) => one - other);
  let total = 0;
  return { days, totals: days.map((day) => (total += byDay.get(day) ?? 0)) };
}

function yearOf(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear();
}
