/** Layers of the map with their marks: the legend is where they are switched. */

import { part } from "../furniture/dom";
import type { LegendRow } from "./data";

const SVG = "http://www.w3.org/2000/svg";

/** Marks by symbol: shapes of a box of 26 × 16, with classes that the style sheet colours. */
const MARKS: Readonly<Record<string, readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[]>> = {
  loading: disc("loading", 5),
  discharge: disc("discharge", 5),
  rail_head: disc("rail", 5),
  other: disc("neutral", 3.5),
  rail: [line("rail", 2.4), line("rail-casing", 1, "3 3")],
  station: ring("rail", false),
  station_computed: ring("rail", true),
  area: [
    ["circle", { cx: "13", cy: "8", r: "4.6", class: "stroke loading faint" }],
    ["circle", { cx: "13", cy: "8", r: "7.2", class: "stroke loading", "stroke-dasharray": "2 2" }],
  ],
  route: [line("voyage", 1.4, "5 3"), ["path", { d: "M13 8l-6-3v6z", class: "fill voyage" }]],
  track: [line("discharge", 1.6)],
  track_gap: [line("discharge", 1.4, "1 3")],
  position_on: [["circle", { cx: "13", cy: "8", r: "4", class: "fill voyage" }]],
  position_off: ring("voyage", false),
  silence: [line("voyage", 1.4, "1 3")],
};

function disc(name: string, radius: number): (readonly [string, Record<string, string>])[] {
  return [
    ["circle", { cx: "13", cy: "7", r: String(radius), class: `fill ${name}` }],
    ["path", { d: `M13 ${7 + radius}v3`, class: `stroke ${name}` }],
  ];
}

function ring(name: string, dashed: boolean): (readonly [string, Record<string, string>])[] {
  const dash: Record<string, string> = dashed ? { "stroke-dasharray": "2.2 2" } : {};
  return [["circle", { cx: "13", cy: "8", r: "3.4", class: `stroke ${name}`, ...dash }]];
}

function line(name: string, width: number, dash = ""): readonly [string, Record<string, string>] {
  const dashed: Record<string, string> = dash === "" ? {} : { "stroke-dasharray": dash };
  return ["path", { d: "M0 8h26", class: `stroke ${name}`, "stroke-width": String(width), ...dashed }];
}

export class Legend {
  private readonly boxes = new Map<string, HTMLInputElement>();

  constructor(root: HTMLElement, rows: readonly LegendRow[], shown: readonly string[], changed: () => void) {
    for (const { layer, title, marks } of rows) {
      const group = part(root, "div", "layer");
      const name = part(group, "label", "layer-name");
      const box = part(name, "input", "");
      box.type = "checkbox";
      box.checked = shown.includes(layer);
      box.addEventListener("change", changed);
      name.append(title);
      this.boxes.set(layer, box);
      for (const { symbol, meaning } of marks) {
        const mark = part(group, "div", "mark");
        drawMark(mark, symbol);
        part(mark, "span", "").textContent = meaning;
      }
    }
  }

  /** Keys of the layers that are on. */
  get layers(): readonly string[] {
    return [...this.boxes].flatMap(([layer, box]) => (box.checked ? [layer] : []));
  }
}

function drawMark(root: HTMLElement, symbol: string): void {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 26 16");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("class", "symbol");
  for (const [tag, attributes] of MARKS[symbol] ?? []) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    drawing.append(shape);
  }
  root.append(drawing);
}
