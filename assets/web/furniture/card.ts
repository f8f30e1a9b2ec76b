/** The identify card: who, when and how known, beside what was clicked, which it never covers. Text only. */

import type * as L from "leaflet";
import type { Words } from "../words";
import { button, label, part, shield } from "./dom";

/** CSS pixels between the place that was clicked and the card: more than the radius of any mark with its ring. */
const AWAY_PX = 22;
const EDGE_PX = 6;

export interface CardText {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly details: boolean;
}

export class IdentifyCard {
  private readonly element: HTMLElement;
  private readonly title: HTMLElement;
  private readonly lines: HTMLElement;
  private readonly link: HTMLButtonElement;
  private readonly cross: HTMLButtonElement;
  private key = "";
  /** What was clicked last, and where. */
  private clicked: { readonly key: string; readonly at: L.LatLng; readonly line: string } | null = null;

  constructor(
    private readonly map: L.Map,
    root: HTMLElement,
    private readonly changed: () => void,
    details: (key: string) => void,
  ) {
    this.element = part(root, "div", "identify");
    this.element.setAttribute("role", "dialog");
    this.element.hidden = true;
    shield(this.element);
    this.cross = button(this.element, "identify-close", () => this.close());
    this.cross.textContent = "×";
    this.title = part(this.element, "div", "identify-title");
    this.lines = part(this.element, "div", "identify-lines");
    this.link = button(this.element, "identify-details", () => details(this.key));
    map.on("move zoomend resize", () => this.place());
  }

  get open(): boolean {
    return !this.element.hidden;
  }

  /** Something was clicked: the card for it will stand here, `line` above what the window says of it. */
  expect(key: string, at: L.LatLng, line: string): void {
    this.close();
    this.clicked = { key, at, line };
  }

  apply(words: Words): void {
    this.link.textContent = words.details;
    label(this.cross, words.close);
  }

  show({ key, title, lines, details }: CardText): void {
    if (key === "" || this.clicked === null) {
      this.close();
      return;
    }
    this.key = key;
    this.title.textContent = title;
    this.element.setAttribute("aria-label", title);
    this.lines.replaceChildren();
    for (const text of [this.clicked.line, ...lines]) {
      if (text !== "") part(this.lines, "div", "identify-line").textContent = text;
    }
    this.link.hidden = !details;
    this.element.hidden = false;
    this.place();
    this.changed();
  }

  close(): void {
    if (!this.open) return;
    this.element.hidden = true;
    this.clicked = null;
    this.changed();
  }

  /** To the right of the place or to its left, below or above it; gone with it when it leaves the view. */
  private place(): void {
    if (this.clicked === null || !this.open) return;
    const { x, y } = this.map.latLngToContainerPoint(this.clicked.at);
    const size = this.map.getSize();
    const [width, height] = [this.element.offsetWidth, this.element.offsetHeight];
    const right = x + AWAY_PX + width + EDGE_PX <= size.x;
    const left = right ? x + AWAY_PX : x - AWAY_PX - width;
    // Where neither side has room it stands above or below instead, over the whole width.
    const beside = left >= EDGE_PX;
    const clamp = (value: number, most: number): number => Math.max(EDGE_PX, Math.min(value, most - EDGE_PX));
    const top = beside
      ? clamp(y - height / 3, size.y - height)
      : y + AWAY_PX + height + EDGE_PX <= size.y
        ? y + AWAY_PX
        : y - AWAY_PX - height;
    this.element.style.left = `${Math.round(beside ? left : clamp(x - width / 2, size.x - width))}px`;
    this.element.style.top = `${Math.round(top)}px`;
    const away = x < 0 || y < 0 || x > size.x || y > size.y;
    this.element.style.visibility = away ? "hidden" : "visible";
  }
}
