/** The measurement in numbers, beside the tools. */

import type { Words } from "../words";
import { button, part, shield } from "./dom";
import { areaOf, segmentBetween, segmentsOf } from "./geodesic";
import type { Measure } from "./measure";
import { areaText, bearingText, distanceText } from "./measuretext";

interface Actions {
  copy(): void;
  clear(): void;
}

export class MeasurePanel {
  private readonly root: HTMLElement;
  private readonly total: HTMLElement;
  private readonly details: HTMLElement;
  private readonly copy: HTMLButtonElement;
  private readonly clear: HTMLButtonElement;

  constructor(
    parent: HTMLElement,
    private readonly measure: Measure,
    actions: Actions,
  ) {
    this.root = part(parent, "div", "measure-panel");
    this.root.setAttribute("role", "group");
    this.total = part(this.root, "div", "measure-total");
    this.total.setAttribute("aria-live", "polite");
    this.details = part(this.root, "div", "measure-details");
    const row = part(this.root, "div", "measure-buttons");
    this.copy = button(row, "copy-segments", () => actions.copy());
    this.clear = button(row, "clear-segments", () => actions.clear());
    shield(this.root);
    this.root.hidden = true;
  }

  /** Tell what the measurement is now, the live segment included. */
  update(words: Words): void {
    const { points, pointer, shown, active } = this.measure;
    this.root.hidden = !shown;
    if (!shown) return;
    this.root.setAttribute("aria-label", words.measure);
    const set = segmentsOf(points);
    const last = points.at(-1);
    const live = last !== undefined && pointer !== null ? segmentBetween(last, pointer) : null;
    const total = set.reduce((sum, { metres }) => sum + metres, 0);
    const newest = live ?? set.at(-1);
    this.total.textContent = newest === undefined ? words.measureStart : distanceText(total + (live?.metres ?? 0), words);
    const lines: string[] = [];
    if (newest !== undefined && newest.metres > 0) {
      lines.push(
        `${words.bearing} ${bearingText(newest.bearing)} · ${words.backBearing} ${bearingText(newest.back)}`,
      );
    }
    if (set.length + (live === null ? 0 : 1) > 1 && newest !== undefined) {
      lines.push(`${words.lastSegment} ${distanceText(newest.metres, words)}`);
    }
    if (points.length > 2) lines.push(`${words.area} ${areaText(areaOf(points), words)}`);
    if (newest !== undefined) lines.push(words.method);
    else if (active) lines.push(words.measureKeys);
    this.details.replaceChildren(
      ...lines.map((line) => {
        const row = document.createElement("div");
        row.textContent = line;
        return row;
      }),
    );
    this.copy.textContent = words.copySegments;
    this.copy.disabled = set.length === 0;
    this.clear.textContent = words.clear;
  }
}
