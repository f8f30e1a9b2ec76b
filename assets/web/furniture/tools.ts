/** The column of buttons in the upper left corner. */

import type { Words } from "../words";
import { button, icon, label, part, shield } from "./dom";

export type Tool = "zoomIn" | "zoomOut" | "back" | "forward" | "boxZoom" | "measure";

/** Lines in a box of 16 × 16. */
const ICONS: Readonly<Record<Tool, string>> = {
  zoomIn: "M8 3v10M3 8h10",
  zoomOut: "M3 8h10",
  back: "M10 3.5 5.5 8l4.5 4.5",
  forward: "M6 3.5 10.5 8 6 12.5",
  boxZoom: "M2.5 5.5v-3h3M7 2.5h2M2.5 7v2M2.5 10.5v3h3M13.5 5.5v-3h-3M11 8.5v5M8.5 11h5",
  measure: "M2 11 11 2l3 3-9 9zM4.5 8.5 6 10M7 6l1.5 1.5M9.5 3.5 11 5",
};
const GROUPS: readonly (readonly Tool[])[] = [
  ["zoomIn", "zoomOut"],
  ["back", "forward"],
  ["boxZoom", "measure"],
];

export class Tools {
  private readonly buttons: ReadonlyMap<Tool, HTMLButtonElement>;

  constructor(root: HTMLElement, run: (tool: Tool) => void) {
    const column = part(root, "div", "zoom-buttons");
    const made: [Tool, HTMLButtonElement][] = [];
    for (const group of GROUPS) {
      const box = part(column, "div", "tool-group");
      shield(box);
      for (const tool of group) {
        const element = button(box, `tool ${tool}`, () => run(tool));
        icon(element, ICONS[tool]);
        made.push([tool, element]);
      }
    }
    this.buttons = new Map(made);
    this.setHistory(false, false);
  }

  apply(words: Words): void {
    for (const [tool, element] of this.buttons) label(element, words[tool]);
  }

  setHistory(back: boolean, forward: boolean): void {
    this.enable("back", back);
    this.enable("forward", forward);
  }

  /** Show a tool as the one in use. */
  press(tool: Tool, pressed: boolean): void {
    this.buttons.get(tool)?.setAttribute("aria-pressed", String(pressed));
  }

  private enable(tool: Tool, enabled: boolean): void {
    const element = this.buttons.get(tool);
    if (element !== undefined) element.disabled = !enabled;
  }
}
