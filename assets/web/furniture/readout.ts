/** The line in the lower left corner: scale, coordinates, zoom, style, language. */

import type * as L from "leaflet";
import { decimal, degrees, position } from "../format";
import type { Style } from "../scene";
import { button, label, part, shield } from "./dom";
import { METRES_PER_NAUTICAL_MILE, metresPerPixel, roundBelow } from "./scale";

const SCALE_PX = 110;
const LANGUAGES: readonly (readonly [code: string, name: string])[] = [
  ["en", "English"],
  ["ru", "Русский"],
  ["ko", "한국어"],
];

interface Bar {
  readonly line: HTMLElement;
  readonly label: HTMLElement;
}

export interface ReadoutActions {
  copy(text: string): void;
  /** The style menu is wanted at this point of the view, CSS pixels. */
  openStyles(x: number, y: number): void;
  setLanguage(code: string): void;
}

export class Readout {
  private readonly scale: HTMLElement;
  private readonly kilometres: Bar;
  private readonly miles: Bar;
  private readonly coordinates: HTMLElement;
  private readonly zoomText: HTMLElement;
  private readonly style: HTMLElement;
  private readonly languages: HTMLElement;
  private readonly languageButtons: ReadonlyMap<string, HTMLElement>;
  private words: Style["words"] | null = null;
  private pinned: L.LatLng | null = null;
  /** Whether the position shown is that of the pointer; else it is the middle of the view. */
  private pointed = false;

  constructor(
    root: HTMLElement,
    private readonly map: L.Map,
    actions: ReadoutActions,
  ) {
    this.scale = part(root, "div", "scale");
    this.kilometres = bar(this.scale, "scale-bar");
    this.miles = bar(this.scale, "scale-bar scale-miles");
    const line = part(root, "div", "readout");
    this.coordinates = button(line, "coordinates", () => {
      const { lat, lng } = this.pinned ?? map.getCenter();
      actions.copy(decimal(lat, lng));
    });
    this.zoomText = part(line, "span", "zoom");
    const switches = part(line, "div", "switches");
    this.style = button(switches, "style-button", () => {
      const view = map.getContainer().getBoundingClientRect();
      const box = this.style.getBoundingClientRect();
      actions.openStyles(box.left - view.left, box.top - view.top);
    });
    this.style.setAttribute("aria-haspopup", "menu");
    this.languages = part(switches, "div", "languages");
    this.languages.setAttribute("role", "group");
    this.languageButtons = new Map(
      LANGUAGES.map(([code, name]) => {
        const element = button(this.languages, "language", () => actions.setLanguage(code));
        element.textContent = code.toUpperCase();
        element.lang = code;
        label(element, name);
        return [code, element];
      }),
    );
    for (const element of [this.coordinates, switches]) shield(element);
    map.on("mousemove", (event) => {
      this.pointed = true;
      this.showPosition(event.latlng);
    });
    map.on("mouseout", () => {
      this.pointed = false;
      this.showPosition(map.getCenter());
    });
    map.on("click", (event) => {
      this.pinned = event.latlng;
    });
    // On its way to the readout the pointer crosses the map; what it then shows is the point last clicked.
    this.coordinates.addEventListener("pointerenter", () => this.showPosition(this.pinned ?? map.getCenter()));
    map.on("zoomend moveend resize", () => this.update());
  }

  apply(style: Style): void {
    const { words } = style;
    this.words = words;
    label(this.coordinates, words.copy);
    this.coordinates.removeAttribute("aria-label"); // its text is the position
    this.style.textContent = `${words.themes[style.themeName] ?? style.themeName} ▾`;
    label(this.style, words.style);
    this.languages.setAttribute("aria-label", words.language);
    for (const [code, element] of this.languageButtons) {
      element.setAttribute("aria-pressed", String(code === style.language));
    }
    this.update();
  }

  private update(): void {
    if (this.words === null) return;
    this.zoomText.textContent = `z ${this.map.getZoom().toFixed(2).replace(/\.?0+$/, "")}`;
    const centre = this.map.getCenter();
    if (!this.pointed) this.showPosition(centre);
    const metres = metresPerPixel(centre.lat, this.map.getZoom());
    const show = ({ line, label: text }: Bar, unitMetres: number, unit: string): void => {
      const round = roundBelow((SCALE_PX * metres) / unitMetres);
      line.style.width = `${(round * unitMetres) / metres}px`;
      text.textContent = `${round} ${unit}`;
    };
    show(this.kilometres, 1000, this.words.km);
    show(this.miles, METRES_PER_NAUTICAL_MILE, this.words.nm);
    label(this.scale, `${this.words.scaleAt} ${degrees(centre.lat, "N", "S")}`);
  }

  private showPosition({ lat, lng }: L.LatLng): void {
    this.coordinates.textContent = position(lat, lng);
  }
}

function bar(parent: HTMLElement, className: string): Bar {
  const line = part(parent, "div", className);
  return { line, label: part(line, "span", "scale-text") };
}
