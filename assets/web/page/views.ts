/** What stands beside the map: tables, charts, sources, legend and what the page says of itself. */

import { button, part } from "../furniture/dom";
import { capSentences, monthsChart, yearsChart } from "./chart";
import { cutOf, type ClaimRow, type Cut, type NotifiedRow, type PageData, type TrainRow, type VoyageRow, type Window } from "./data";
import { monthWords } from "./days";
import { barrels, callsWords, number, summary } from "./sentences";
import { sumsOf, yearsOf, type Sum } from "./sums";
import { Table, type Column } from "./table";
import { Tabs } from "./tabs";

const NOTHING = "–";
const EMPTY_PAGE = "No row of the case passes the filter that this page was made with.";
const NO_ROWS = "No row passes these dates. Choose “All dates”, or move an end of the time line.";

interface MonthRow {
  readonly key: string;
  readonly sources: readonly number[];
  readonly month: number;
  readonly sum: Sum;
  readonly notified: string;
  readonly claimed: string;
}

export class Views {
  readonly tabs: Tabs;
  readonly legendPanel: HTMLElement;
  private readonly voyages: Table<VoyageRow>;
  private readonly trains: Table<TrainRow> | null;
  private readonly months: Table<MonthRow>;
  private readonly notified: Table<NotifiedRow>;
  private readonly claims: Table<ClaimRow>;
  private readonly charts: HTMLElement;
  private readonly sentences: HTMLElement;

  constructor(
    root: HTMLElement,
    private readonly data: PageData,
    private readonly summaryLine: HTMLElement,
    open: (key: string) => void,
    openSource: (number: number) => void,
  ) {
    this.tabs = new Tabs(root, () => undefined);
    const voyages = this.tabs.add("voyages", "Voyages");
    this.voyages = new Table(voyages, "Voyages", VOYAGE_COLUMNS, data.voyages.length === 0 ? EMPTY_PAGE : NO_ROWS, open, openSource);
    if (data.trains.length > 0) part(voyages, "h2", "").textContent = "By rail";
    this.trains =
      data.trains.length === 0 ? null : new Table(voyages, "Consignments by rail", TRAIN_COLUMNS, NO_ROWS, open, openSource);
    const volumes = this.tabs.add("volumes", "Volumes");
    this.charts = part(volumes, "div", "charts");
    this.sentences = part(volumes, "div", "");
    this.months = new Table(volumes, "Volumes by month", MONTH_COLUMNS, NO_ROWS, open, openSource);
    const figures = this.tabs.add("figures", "Notified, claimed");
    part(figures, "p", "note").textContent =
      "Observed, notified and claimed figures are three ledgers; nothing is added across them.";
    part(figures, "h2", "").textContent = "Notified to the UN";
    this.notified = new Table(figures, "Notified figures", NOTIFIED_COLUMNS, NO_ROWS, open, openSource);
    part(figures, "h2", "").textContent = "Claimed by reports";
    this.claims = new Table(figures, "Claims", CLAIM_COLUMNS, NO_ROWS, open, openSource);
    this.legendPanel = this.tabs.add("legend", "Legend");
    sourceList(this.tabs.add("sources", "Sources"), data, open);
    about(this.tabs.add("about", "About"), data);
  }

  /** Show the rows of a window. */
  show(window: Window): Cut {
    const { data } = this;
    const cut = cutOf(data, window);
    const [sums, years] = [sumsOf(cut), yearsOf(cut)];
    const rows = data.voyages.length;
    this.summaryLine.textContent = `${number(cut.voyages.length)} of ${number(rows)} rows. ${summary(sums.total)}`;
    this.voyages.show(cut.voyages);
    this.trains?.show(cut.trains);
    this.notified.show(cut.notified);
    this.claims.show(cut.claims);
    this.tabs.count("voyages", `Voyages ${number(cut.voyages.length)}`);
    this.charts.replaceChildren();
    heading(this.charts, "Barrels per month");
    key(this.charts);
    this.charts.append(monthsChart(data, cut, sums, window));
    heading(this.charts, "Running total of the year, barrels");
    this.charts.append(yearsChart(data, years, window));
    this.sentences.replaceChildren();
    for (const sentence of capSentences(years, data.cap_bbl)) part(this.sentences, "p", "").textContent = sentence;
    if (sums.longer.calls > 0) {
      part(this.sentences, "p", "").textContent =
        `In no month: ${callsWords(sums.longer.calls, sums.longer.about)} known only within a time longer than a month.`;
    }
    const months = [...sums.months].sort(([one], [other]) => one - other);
    this.months.show(months.map(([month, sum]) => monthRow(month, sum, cut)));
    return cut;
  }

  select(key: string): void {
    for (const table of [this.voyages, this.trains, this.notified, this.claims]) table?.select(key);
  }
}

function volume(row: { readonly low: number | null; readonly best: number | null; readonly high: number | null }): string {
  return row.best === null || row.low === null || row.high === null ? "not estimated" : barrels(row.low, row.best, row.high);
}

const VOYAGE_COLUMNS: readonly Column<VoyageRow>[] = [
  { title: "Date (UTC)", text: (row) => row.when, order: (row) => row.first },
  { title: "Vessel", text: (row) => row.vessel },
  { title: "From → to", text: ({ from, to }) => (to === "" ? from || NOTHING : `${from === "" ? "" : `${from} `}→ ${to}`) },
  { title: "AIS", minor: true, meaning: "State of the ship’s tracker as reported", text: (row) => (row.tracker === "unknown" ? NOTHING : row.tracker) },
  {
    title: "Calls",
    numeric: true,
    meaning: "Calls that the row stands for; in brackets where other rows count them",
    text: (row) => (row.ships === 0 && row.calls !== "" ? `(${row.calls})` : row.calls || NOTHING),
    order: (row) => row.ships,
  },
  {
    title: "Volume, bbl",
    numeric: true,
    meaning: "Best figure; in brackets what comes out with every assumption at its low and at its high end",
    text: volume,
    order: (row) => row.best ?? -1,
  },
];

const TRAIN_COLUMNS: readonly Column<TrainRow>[] = [
  { title: "Date (UTC)", text: (row) => row.when, order: (row) => row.first },
  { title: "What", text: (row) => row.what },
  { title: "Shipper to consignee", text: (row) => row.parties || NOTHING },
  { title: "Volume, bbl", numeric: true, text: volume, order: (row) => row.best ?? -1 },
];

const MONTH_COLUMNS: readonly Column<MonthRow>[] = [
  { title: "Month", text: (row) => monthWords(row.month), order: (row) => row.month },
  { title: "Calls", numeric: true, text: ({ sum }) => (sum.calls === 0 ? NOTHING : `${sum.about ? "c. " : ""}${number(sum.calls)}`), order: ({ sum }) => sum.calls },
  { title: "Low", numeric: true, text: ({ sum }) => estimated(sum, sum.low), order: ({ sum }) => sum.low },
  { title: "Best, bbl", numeric: true, text: ({ sum }) => estimated(sum, sum.best), order: ({ sum }) => sum.best },
  { title: "High", numeric: true, text: ({ sum }) => estimated(sum, sum.high), order: ({ sum }) => sum.high },
  { title: "Rail", minor: true, numeric: true, meaning: "Consignments by rail", text: ({ sum }) => (sum.trains === 0 ? NOTHING : number(sum.trains)), order: ({ sum }) => sum.trains },
  { title: "Notified", text: (row) => row.notified || NOTHING },
  { title: "Claimed", text: (row) => row.claimed || NOTHING },
];

const NOTIFIED_COLUMNS: readonly Column<NotifiedRow>[] = [
  { title: "Window", text: (row) => row.when, order: (row) => row.first },
  { title: "By", text: (row) => row.who },
  { title: "Figure", numeric: true, text: (row) => row.value, order: (row) => row.bbl ?? -1 },
];

const CLAIM_COLUMNS: readonly Column<ClaimRow>[] = [
  { title: "Window", text: (row) => row.when, order: (row) => row.first },
  { title: "Claimed by", text: (row) => row.who },
  { title: "Figure", numeric: true, text: (row) => row.value, order: (row) => row.high ?? -1 },
  { title: "Of what", text: (row) => row.what },
];

/** A missing number is no zero. */
function estimated(sum: Sum, value: number): string {
  return sum.estimated + sum.trainsEstimated === 0 ? NOTHING : number(value);
}

function monthRow(month: number, sum: Sum, cut: Cut): MonthRow {
  const here = (row: { readonly first: number; readonly when: string }): boolean => row.when === monthWords(month);
  return {
    key: "",
    month,
    sum,
    notified: cut.notified.filter(here).map((row) => `${row.who} ${row.value}`).join("; "),
    claimed: cut.claims.filter(here).map((row) => `${row.who}: ${row.value}`).join("; "),
    sources: [...new Set([...cut.notified.filter(here), ...cut.claims.filter(here)].flatMap(({ sources }) => sources))].sort(
      (one, other) => one - other,
    ),
  };
}

function heading(root: HTMLElement, text: string): void {
  part(root, "h2", "").textContent = text;
}

/** What the chart's marks mean. */
function key(root: HTMLElement): void {
  const line = part(root, "p", "chart-key");
  for (const [name, words] of [
    ["observed-key", "observed, low to high, line: best"],
    ["without-key", "calls without a volume"],
    ["notified-key", "notified (RU, CN)"],
    ["claimed-key", "claimed"],
    ["unseen-key", "no usable image all month"],
  ] as const) {
    const entry = part(line, "span", "key-entry");
    part(entry, "span", `key ${name}`);
    entry.append(words);
  }
}

/** Addresses are links for a person to click; anything but a web address stays text. */
function sourceList(root: HTMLElement, { sources }: PageData, open: (key: string) => void): void {
  const list = part(root, "ol", "sources");
  for (const source of sources) {
    const line = part(list, "li", "");
    button(line, "link", () => open(source.key)).textContent = source.title;
    const tail = [source.publisher, source.published].filter((text) => text !== "").join(", ");
    if (tail !== "") line.append(`. ${tail}`);
    if (/^https?:\/\//i.test(source.url)) {
      const link = part(line, "a", "address");
      link.href = source.url;
      link.rel = "noreferrer noopener";
      link.target = "_blank";
      link.textContent = source.url;
    } else if (source.url !== "") part(line, "span", "address").textContent = source.url;
    if (source.note !== "") part(line, "span", "quiet source-note").textContent = source.note;
  }
}

function about(root: HTMLElement, data: PageData): void {
  for (const text of [data.filter, ...data.notes, data.map.detail, data.licence, data.imprint]) {
    part(root, "p", "").textContent = text;
  }
}
