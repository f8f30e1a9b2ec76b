/** The card of one thing: its facts, why they are believed, and the numbers of its sources. Text only. */

import { button, label, part } from "../furniture/dom";
import type { Card, Told } from "./data";
import { sourceButtons } from "./table";

export interface CardActions {
  /** A link to another card. */
  open(key: string): void;
  openSource(number: number): void;
  /** Show the thing on the map. */
  find(key: string): void;
  closed(): void;
}

export class CardPanel {
  private readonly body: HTMLElement;
  private readonly back: HTMLButtonElement;
  private readonly findButton: HTMLButtonElement;
  private readonly past: string[] = [];
  private key = "";
  /** Where the keyboard and a narrow screen were before the first card. */
  private opener: Element | null = null;
  private scrolled = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly cards: Readonly<Record<string, Card>>,
    private readonly hasPlace: (key: string) => boolean,
    private readonly actions: CardActions,
  ) {
    root.hidden = true;
    const tools = part(root, "div", "card-tools");
    this.back = button(tools, "quiet-button", () => this.goBack());
    this.back.textContent = "← Back";
    this.findButton = button(tools, "quiet-button", () => actions.find(this.key));
    this.findButton.textContent = "Show on the map";
    const close = button(tools, "quiet-button card-close", () => {
      this.close();
      actions.closed();
    });
    close.textContent = "×";
    label(close, "Close the card");
    this.body = part(root, "div", "card-body");
  }

  get open(): boolean {
    return !this.root.hidden;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.cards, key);
  }

  show(key: string): void {
    if (this.key !== "" && this.key !== key) this.past.push(this.key);
    if (!this.open) [this.opener, this.scrolled] = [document.activeElement, window.scrollY];
    this.draw(key);
  }

  close(): void {
    if (!this.open) return;
    this.root.hidden = true;
    this.cover(false);
    window.scrollTo(0, this.scrolled);
    if (this.opener instanceof HTMLElement) this.opener.focus({ preventScroll: true });
    this.key = "";
    this.past.length = 0;
  }

  private goBack(): void {
    const key = this.past.pop();
    if (key === undefined) return;
    this.key = "";
    this.actions.open(key);
  }

  private draw(key: string): void {
    const card = this.cards[key];
    if (card === undefined) return;
    this.key = key;
    this.root.hidden = false;
    this.cover(true);
    this.root.setAttribute("aria-label", card.title);
    this.back.disabled = this.past.length === 0;
    this.findButton.hidden = !this.hasPlace(key);
    this.body.replaceChildren();
    this.body.scrollTop = 0;
    const title = part(this.body, "h2", "card-title");
    title.textContent = card.title;
    title.tabIndex = -1;
    // Who opened it on the map stays there.
    if (document.getElementById("case_map")?.contains(document.activeElement) !== true) title.focus();
    if (card.subtitle !== "") part(this.body, "p", "quiet").textContent = card.subtitle;
    for (const note of card.notes) part(this.body, "p", "note").textContent = note;
    for (const section of card.sections) {
      if (section.heading !== "") part(this.body, "h3", "").textContent = section.heading;
      if (section.rows.length > 0) {
        const list = part(this.body, "dl", "facts");
        for (const [name, value, sources] of section.rows) {
          part(list, "dt", "").textContent = name;
          const cell = part(list, "dd", "");
          this.tell(cell, value);
          sourceButtons(cell, sources, this.actions.openSource);
        }
      }
      for (const words of section.paragraphs) this.tell(part(this.body, "p", ""), words);
      if (section.more !== "") part(this.body, "p", "quiet").textContent = section.more;
    }
    if (card.reasons.length > 0) {
      part(this.body, "h3", "").textContent = "Why do we believe this?";
      for (const [source, judged] of card.reasons) {
        const line = part(this.body, "p", "");
        sourceButtons(line, [source], this.actions.openSource);
        line.append(judged);
      }
    }
    if (card.grade !== "") part(this.body, "p", "quiet").textContent = card.grade;
    if (card.sources.length > 0) {
      part(this.body, "h3", "").textContent = "Sources";
      sourceButtons(part(this.body, "p", ""), card.sources, this.actions.openSource);
    }
  }

  /** What the card lies upon is out of reach while it is there. */
  private cover(covered: boolean): void {
    for (const one of this.root.parentElement?.children ?? []) {
      if (one !== this.root && one instanceof HTMLElement) one.inert = covered;
    }
  }

  private tell(root: HTMLElement, words: Told): void {
    for (const one of typeof words === "string" ? [words] : words) {
      if (typeof one === "string") root.append(one);
      else button(root, "link", () => this.actions.open(one[1])).textContent = one[0];
    }
  }
}
