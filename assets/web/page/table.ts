/** Tables of the page: sorted by their headings, rows that lead to cards, empty states that say why. */

import { button, part } from "../furniture/dom";
import { number } from "./sentences";

/** Numbers of sources in one cell. */
const MOST_NUMBERS = 2;
/** Rows that are laid out at once: with 2,000 a browser takes two seconds for it. */
const STEP_ROWS = 250;

export interface Column<R> {
  readonly title: string;
  readonly meaning?: string;
  readonly numeric?: boolean;
  /** Left out where the screen is narrow. */
  readonly minor?: boolean;
  text(row: R): string;
  /** What it is sorted by; its text where there is none. */
  order?(row: R): number;
}

export interface Keyed {
  readonly key: string;
  readonly sources: readonly number[];
}

export class Table<R extends Keyed> {
  private readonly head: HTMLTableRowElement;
  private readonly body: HTMLTableSectionElement;
  private readonly nothing: HTMLElement;
  private rows: readonly R[] = [];
  private sorted: { column: number; down: boolean } | null = null;
  private selected = "";
  private most = STEP_ROWS;
  private readonly more: HTMLButtonElement;

  constructor(
    root: HTMLElement,
    name: string,
    private readonly columns: readonly Column<R>[],
    private readonly empty: string,
    private readonly open: (key: string) => void,
    private readonly openSource: (number: number) => void,
  ) {
    const frame = part(root, "div", "table-frame");
    const table = part(frame, "table", "rows");
    part(table, "caption", "unseen").textContent = name;
    this.head = part(part(table, "thead", ""), "tr", "");
    columns.forEach((column, place) => {
      const cell = part(this.head, "th", classOf(column));
      cell.scope = "col";
      const sort = button(cell, "sort", () => this.sort(place));
      sort.textContent = column.title;
      if (column.meaning !== undefined) sort.title = column.meaning;
    });
    const cell = part(this.head, "th", "");
    cell.scope = "col";
    cell.textContent = "Src";
    this.body = part(table, "tbody", "");
    this.nothing = part(root, "p", "nothing");
    this.more = button(root, "quiet-button more", () => this.extend(this.most + STEP_ROWS));
  }

  show(rows: readonly R[]): void {
    this.rows = rows;
    this.draw();
  }

  /** Mark a row, and bring it into view. */
  select(key: string): void {
    this.selected = key;
    const place = key === "" ? -1 : this.ordered().findIndex((row) => row.key === key);
    if (place >= this.most) this.extend(place + 1);
    for (const row of this.body.rows) {
      const chosen = key !== "" && row.dataset["key"] === key;
      row.setAttribute("aria-selected", String(chosen));
      if (chosen) row.scrollIntoView({ block: "nearest" });
    }
  }

  private sort(column: number): void {
    this.sorted = { column, down: this.sorted?.column === column && !this.sorted.down };
    this.draw();
  }

  private extend(most: number): void {
    this.most = most;
    this.draw();
  }

  private ordered(): readonly R[] {
    const { sorted } = this;
    const column = sorted === null ? undefined : this.columns[sorted.column];
    if (sorted === null || column === undefined) return this.rows;
    const order = (one: R, other: R): number =>
      column.order === undefined
        ? column.text(one).localeCompare(column.text(other), "en")
        : column.order(one) - column.order(other);
    return [...this.rows].sort((one, other) => (sorted.down ? order(other, one) : order(one, other)));
  }

  private draw(): void {
    const { sorted } = this;
    const rows = this.ordered();
    [...this.head.cells].forEach((cell, place) => {
      if (place === sorted?.column) cell.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
    this.body.replaceChildren(...rows.slice(0, this.most).map((row) => this.row(row)));
    this.more.hidden = rows.length <= this.most;
    this.more.textContent = `First ${number(this.most)} of ${number(rows.length)} rows; show more`;
    this.nothing.textContent = rows.length === 0 ? this.empty : "";
  }

  private row(row: R): HTMLTableRowElement {
    const line = document.createElement("tr");
    line.dataset["key"] = row.key;
    line.setAttribute("aria-selected", String(row.key !== "" && row.key === this.selected));
    line.addEventListener("click", () => this.open(row.key));
    this.columns.forEach((column, place) => {
      const cell = part(line, "td", classOf(column));
      const text = column.text(row);
      // The first cell is the row's handle for the keyboard.
      if (place === 0) button(cell, "handle", () => undefined).textContent = text;
      else cell.textContent = text;
    });
    const cited = part(line, "td", "cited");
    sourceButtons(cited, row.sources.slice(0, MOST_NUMBERS), this.openSource);
    // The card has them all.
    if (row.sources.length > MOST_NUMBERS) cited.append(`+${row.sources.length - MOST_NUMBERS}`);
    return line;
  }
}

function classOf<R>({ numeric, minor }: Column<R>): string {
  return [numeric === true ? "numeric" : "", minor === true ? "minor" : ""].join(" ").trim();
}

/** Numbers that lead to sources. */
export function sourceButtons(
  root: HTMLElement,
  numbers: readonly number[],
  open: (number: number) => void,
): void {
  for (const each of numbers) {
    const link = button(root, "source-number", (event) => {
      event.stopPropagation();
      open(each);
    });
    link.textContent = String(each);
    link.setAttribute("aria-label", `Source ${each}`);
  }
}
