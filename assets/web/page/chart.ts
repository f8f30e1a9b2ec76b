/** Volumes by month and the running total of each year against the cap, drawn as SVG. */

import type { Cut, PageData, Window } from "./data";
import { dayNumber, dayWords, monthName, monthOf, monthsBetween, monthWords, nextMonth, yearAndMonth } from "./days";
import { barrels, number } from "./sentences";
import type { Steps, Sums, Year } from "./sums";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [400, 170];
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 6, 16, 22];
/** Of an axis on which nothing stands. */
const LEAST_AXIS_BBL = 1000;
/** Labels of months need this many units each. */
const MONTH_LABEL_PX = 24;

type Attributes = Readonly<Record<string, string | number>>;

/** A drawing of the chart's size, with its name for those who do not see it. */
function drawing(name: string): SVGSVGElement {
  const root = document.createElementNS(SVG, "svg");
  root.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  root.setAttribute("class", "chart");
  root.setAttribute("role", "img");
  root.setAttribute("aria-label", name);
  return root;
}

function shape(root: Element, tag: string, attributes: Attributes, title = ""): Element {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (title !== "") shape(element, "title", {}).textContent = title;
  root.append(element);
  return element;
}

function write(root: Element, text: string, attributes: Attributes): void {
  shape(root, "text", attributes).textContent = text;
}

/** A number at or above a value that has a round half. */
function roundAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

function short(value: number): string {
  if (value >= 1e6) return `${value / 1e6} M`;
  return value >= 1000 ? `${value / 1000} k` : String(value);
}

interface Axes {
  readonly x: (day: number) => number;
  readonly y: (bbl: number) => number;
}

/** Lines and figures of both axes. */
function axes(root: Element, first: number, last: number, most: number): Axes {
  const x = (day: number): number => LEFT + ((day - first) / Math.max(1, last + 1 - first)) * (WIDTH - LEFT - RIGHT);
  const y = (bbl: number): number => HEIGHT - BOTTOM - (bbl / most) * (HEIGHT - TOP - BOTTOM);
  for (const share of [0, 0.5, 1]) {
    const level = y(most * share);
    shape(root, "path", { d: `M${LEFT} ${level}H${WIDTH - RIGHT}`, class: share === 0 ? "axis" : "grid" });
    write(root, short(most * share), { x: LEFT - 5, y: level + 3, class: "figure end" });
  }
  const months = monthsBetween(first, last);
  const every = Math.max(1, Math.ceil((months.length * MONTH_LABEL_PX) / (WIDTH - LEFT - RIGHT)));
  months.forEach((month, place) => {
    const { year, month: number } = yearAndMonth(month);
    const at = x(Math.max(month, first));
    const middle = (at + x(Math.min(nextMonth(month), last + 1))) / 2;
    shape(root, "path", { d: `M${at} ${HEIGHT - BOTTOM}v${number === 0 ? 5 : 3}`, class: "axis" });
    if (every === 1 || number % every === 0) write(root, monthName(month), { x: middle, y: HEIGHT - BOTTOM + 10, class: "figure middle" });
    if (number === 0 || place === 0) write(root, String(year), { x: middle, y: HEIGHT - BOTTOM + 20, class: "figure middle strong" });
  });
  return { x, y };
}

/** Days that the chart shows: the window, where it is open the page's axis. */
function reach({ span }: PageData, window: Window): readonly [number, number] {
  return [Math.max(span[0], window.first), Math.min(span[1], window.last)];
}

export function monthsChart(data: PageData, cut: Cut, sums: Sums, window: Window): SVGSVGElement {
  const root = drawing("Barrels by month: observed, notified and claimed; the table below says the same");
  const [first, last] = reach(data, window);
  const oneMonth = (row: { readonly first: number; readonly last: number }): boolean =>
    row.first === monthOf(row.first) && row.last === nextMonth(row.first) - 1;
  const notified = cut.notified.filter((row) => row.bbl !== null && oneMonth(row) && ["RU", "CN"].includes(row.who));
  const claims = cut.claims.filter((row) => row.high !== null && oneMonth(row));
  const most = roundAbove(
    Math.max(LEAST_AXIS_BBL, ...[...sums.months.values()].map(({ high }) => high), ...notified.map(({ bbl }) => bbl ?? 0), ...claims.map(({ high }) => high ?? 0)),
  );
  hatching(root);
  const { x, y } = axes(root, first, last, most);
  const box = (from: number, to: number, low: number, high: number): Attributes => ({
    x: from,
    y: y(high),
    width: Math.max(0.5, to - from),
    height: Math.max(0.5, y(low) - y(high)),
  });
  for (const month of data.unseen) {
    if (month > last || nextMonth(month) <= first) continue;
    const [from, to] = [x(Math.max(month, first)), x(Math.min(nextMonth(month), last + 1))];
    shape(root, "rect", { ...box(from, to, 0, most), class: "unseen-month", fill: "url(#hatch)" }, `${monthWords(month)}: no usable image on any day`);
  }
  for (const [month, sum] of sums.months) {
    const [from, to] = [x(Math.max(month, first)), x(Math.min(nextMonth(month), last + 1))];
    const wide = to - from;
    const at = [from + wide * 0.1, from + wide * 0.5] as const;
    const told = `${monthWords(month)}, observed: ${sum.calls} calls${sum.best > 0 ? `, ${barrels(sum.low, sum.best, sum.high, "bbl")} for ${sum.estimated + sum.trainsEstimated}` : ""}`;
    if (sum.best > 0) {
      shape(root, "rect", { ...box(at[0], at[1], 0, sum.high), class: "observed-range" }, told);
      shape(root, "rect", { ...box(at[0], at[1], 0, sum.low), class: "observed" }, told);
      shape(root, "path", { d: `M${at[0]} ${y(sum.best)}H${at[1]}`, class: "best" });
    }
    if (sum.calls > sum.estimated) {
      const middle = (at[0] + at[1]) / 2;
      const level = y(sum.high) - 6;
      shape(root, "circle", { cx: middle, cy: level, r: 2.4, class: "without-volume" }, `${told}; ${sum.calls - sum.estimated} without a volume`);
      if (wide > 9) write(root, String(sum.calls - sum.estimated), { x: middle, y: level - 4, class: "figure middle strong" });
    }
  }
  for (const row of notified) {
    const [from, wide] = [x(Math.max(row.first, first)), x(Math.min(row.last + 1, last + 1)) - x(Math.max(row.first, first))];
    const start = from + wide * (row.who === "RU" ? 0.52 : 0.67);
    shape(root, "rect", { ...box(start, start + wide * 0.14, 0, row.bbl ?? 0), class: "notified" }, `${row.when}, notified by ${row.who}: ${row.value}`);
  }
  for (const row of claims) {
    const [from, wide] = [x(Math.max(row.first, first)), x(Math.min(row.last + 1, last + 1)) - x(Math.max(row.first, first))];
    const frame = box(from + wide * 0.82, from + wide * 0.97, 0, row.high ?? 0);
    shape(root, "rect", { ...frame, class: row.rail ? "claimed rail" : "claimed" }, `${row.when}, claimed by ${row.who}: ${row.value}`);
  }
  return root;
}

/** Diagonal lines over months in which nobody could look. */
function hatching(root: Element): void {
  const pattern = shape(shape(root, "defs", {}), "pattern", {
    id: "hatch",
    width: 5,
    height: 5,
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)",
  });
  shape(pattern, "path", { d: "M0 0v5", class: "hatch" });
}

export function yearsChart(data: PageData, years: readonly Year[], window: Window): SVGSVGElement {
  const root = drawing("Running total of each year against the cap");
  const [first, last] = reach(data, window);
  const cap = data.cap_bbl ?? 0;
  const most = roundAbove(Math.max(cap * 1.1, ...years.map(({ high }) => high.totals.at(-1) ?? 0)));
  const { x, y } = axes(root, first, last, most);
  const level = (day: number): number => x(Math.min(Math.max(day, first), last + 1));
  for (const { year, low, best, high } of years) {
    const end = level(dayNumber(year + 1, 0, 1));
    const start = level(dayNumber(year, 0, 1));
    const up = path(high, level, y, start, end);
    const down = path(low, level, y, start, end);
    const area = [...up, ...[...down].reverse()].map(([at, height], place) => `${place === 0 ? "M" : "L"}${at} ${height}`).join("");
    const told = `${year}: ${barrels(low.totals.at(-1) ?? 0, best.totals.at(-1) ?? 0, high.totals.at(-1) ?? 0, "bbl")}`;
    shape(root, "path", { d: `${area}Z`, class: "observed-range" }, told);
    const middle = path(best, level, y, start, end).map(([at, height], place) => `${place === 0 ? "M" : "L"}${at} ${height}`);
    shape(root, "path", { d: middle.join(""), class: "running" }, told);
  }
  if (cap > 0) {
    shape(root, "path", { d: `M${LEFT} ${y(cap)}H${WIDTH - RIGHT}`, class: "cap" });
    write(root, `UN cap ${number(cap)} bbl a year, all states`, { x: LEFT + 4, y: y(cap) - 4, class: "figure cap-text" });
  }
  return root;
}

/** Corners of a step line from one end of the year to the other. */
function path(
  { days, totals }: Steps,
  x: (day: number) => number,
  y: (bbl: number) => number,
  start: number,
  end: number,
): readonly (readonly [number, number])[] {
  const corners: (readonly [number, number])[] = [[start, y(0)]];
  let before = 0;
  days.forEach((day, place) => {
    corners.push([x(day), y(before)]);
    before = totals[place] ?? before;
    corners.push([x(day), y(before)]);
  });
  corners.push([end, y(before)]);
  return corners;
}

/** After `crossing_words` of desktop_app/exporters/headline_words.py. */
function crossingWords(earliest: number | null, best: number | null, latest: number | null): string {
  if (earliest === null) return "not crossed by what is estimated";
  if (earliest === latest) return `crossed on ${dayWords(earliest)}`;
  if (best === null) return `crossed at the high end alone, ${dayWords(earliest)} at the earliest`;
  const last = latest === null ? "not at the low end" : `${dayWords(latest)} at the latest`;
  return `crossed ${dayWords(best)} at best, ${dayWords(earliest)} at the earliest, ${last}`;
}

/** How each year stands to the cap, in a sentence a year. */
export function capSentences(years: readonly Year[], cap: number | null): readonly string[] {
  if (cap === null) return [];
  return years.map(({ year, low, best, high }) => {
    const ends = [low, best, high].map(({ totals }) => totals.at(-1) ?? 0);
    const shares = ends.map((total) => ((total / cap) * 100).toFixed((ends[2] ?? 0) >= cap ? 0 : 1));
    const range = shares[0] === shares[2] ? "" : ` (${shares[0]}–${shares[2]}\u00a0%)`;
    const crossed = crossingWords(crossing(high, cap), crossing(best, cap), crossing(low, cap));
    return `${year}: ${shares[1]}\u00a0%${range} of the cap of ${number(cap)} bbl; ${crossed}.`;
  });
}

/** The day on which a running total passes the cap, null if it never does. */
function crossing({ days, totals }: Steps, cap: number): number | null {
  const place = totals.findIndex((total) => total > cap);
  return place < 0 ? null : (days[place] ?? null);
}
