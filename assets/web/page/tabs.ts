/** Tabs as the ARIA practices have them: arrows go from one to the next, Tab into the panel. */

import { button, part } from "../furniture/dom";

export class Tabs {
  private readonly list: HTMLElement;
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private readonly panels = new Map<string, HTMLElement>();

  constructor(
    private readonly root: HTMLElement,
    private readonly changed: (name: string) => void,
  ) {
    this.list = part(root, "div", "tabs");
    this.list.setAttribute("role", "tablist");
    this.list.addEventListener("keydown", (event) => this.walk(event));
  }

  /** A panel with its tab; the first one is shown. */
  add(name: string, title: string): HTMLElement {
    const tab = button(this.list, "tab", () => this.show(name));
    tab.textContent = title;
    tab.id = `tab-${name}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", `panel-${name}`);
    const panel = part(this.root, "section", "panel");
    panel.id = `panel-${name}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.tabIndex = 0;
    this.buttons.set(name, tab);
    this.panels.set(name, panel);
    this.mark(this.panels.keys().next().value ?? name);
    return panel;
  }

  /** What stands behind the title, such as a count. */
  count(name: string, title: string): void {
    const tab = this.buttons.get(name);
    if (tab !== undefined) tab.textContent = title;
  }

  show(name: string): void {
    this.mark(name);
    this.changed(name);
  }

  private mark(name: string): void {
    for (const [each, tab] of this.buttons) {
      tab.setAttribute("aria-selected", String(each === name));
      tab.tabIndex = each === name ? 0 : -1;
    }
    for (const [each, panel] of this.panels) panel.hidden = each !== name;
  }

  private walk(event: KeyboardEvent): void {
    const names = [...this.buttons.keys()];
    const at = names.findIndex((name) => this.buttons.get(name) === document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = event.key === "Home" ? 0 : event.key === "End" ? names.length - 1 : at + (step ?? 0);
    if (at < 0 || next === at) return;
    event.preventDefault();
    const name = names[(next + names.length) % names.length] ?? "";
    this.show(name);
    this.buttons.get(name)?.focus();
  }
}
