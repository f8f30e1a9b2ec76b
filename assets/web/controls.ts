/** What lies over the map's canvases and never moves: tools, readout, attribution, SYNTHETIC mark, tooltip. */

import type * as L from "leaflet";
import type { Crowd } from "./features";
import { bandPx } from "./furniture/corners";
import { part } from "./furniture/dom";
import { Readout, type ReadoutActions } from "./furniture/readout";
import { Tools, type Tool } from "./furniture/tools";
import type { Pixel } from "./mercator";
import type { Style } from "./scene";
import type { Words } from "./words";

/** What the sources of geodata/basemap.pmtiles ask to be named with. */
const ATTRIBUTION =
  "© OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · GSHHG (LGPL) · Natural Earth · NOAA ETOPO5 · airportsdata";

/** At 14 letters a word enough for the widest screen. */
const BAND_WORDS = 60;

export interface ControlActions extends ReadoutActions {
  run(tool: Tool): void;
}

export class Controls {
  /** Covers the map; lets the pointer through except on its parts. */
  readonly root: HTMLElement;
  readonly tools: Tools;
  private readonly readout: Readout;
  private readonly attribution: HTMLElement;
  private readonly synthetic: HTMLElement;
  private readonly crowd: HTMLElement;
  private readonly tooltip: HTMLElement;

  constructor(
    private readonly map: L.Map,
    actions: ControlActions,
  ) {
    this.root = part(map.getContainer(), "div", "controls");
    this.tools = new Tools(this.root, (tool) => actions.run(tool));
    this.readout = new Readout(this.root, map, actions);
    this.attribution = part(this.root, "div", "attribution");
    this.attribution.textContent = ATTRIBUTION;
    // Told after each layout; to ask for the height here would force one.
    new ResizeObserver(() => this.measureFoot()).observe(this.attribution);
    this.synthetic = part(this.root, "div", "synthetic");
    this.synthetic.setAttribute("role", "note");
    this.crowd = part(this.root, "div", "crowd");
    this.crowd.setAttribute("role", "status");
    this.tooltip = part(this.root, "div", "tooltip");
    this.crowd.hidden = true;
    this.tooltip.setAttribute("role", "status");
    this.tooltip.hidden = true;
  }

  apply(style: Style): void {
    this.root.classList.toggle("bare", !style.controls);
    // Again and again along the band, so that whatever part of the map is cut out has the word in it.
    this.synthetic.textContent = style.synthetic ? Array(BAND_WORDS).fill(style.words.synthetic).join(" · ") : "";
    this.synthetic.setAttribute("aria-label", style.words.synthetic);
    this.root.style.setProperty("--band", `${bandPx(style)}px`);
    this.tools.apply(style.words);
    this.readout.apply(style);
    this.map.getContainer().setAttribute("aria-label", style.words.map);
  }

  /** Say that more voyages pass than are drawn, and how many; null takes it away. */
  showCrowd(crowd: Crowd | null, { crowd: words }: Words): void {
    this.crowd.hidden = crowd === null || crowd.voyages <= crowd.most;
    if (crowd === null) return;
    const number = (value: number): string => value.toLocaleString("en-US");
    this.crowd.textContent = `${words.voyages} ${number(crowd.voyages)}. ${words.marks} ${number(crowd.most)}. ${words.hint}`;
  }

  /** Name those whose maps the user has put on ours. */
  credit(own: readonly string[]): void {
    this.attribution.textContent = [ATTRIBUTION, ...own].join(" · ");
  }

  /** Name what is under the pointer; null hides. */
  point(name: string | null, at: Pixel): void {
    this.tooltip.hidden = name === null;
    if (name === null) return;
    this.tooltip.textContent = name;
    const size = this.map.getSize();
    const left = Math.min(at.x + 14, size.x - this.tooltip.offsetWidth - 4);
    const above = at.y - this.tooltip.offsetHeight - 10;
    this.tooltip.style.left = `${Math.max(4, left)}px`;
    this.tooltip.style.top = `${above < 4 ? at.y + 18 : above}px`;
  }

  /** CSS pixels that the attribution takes at the foot of the map. */
  get foot(): number {
    return this.attribution.offsetHeight;
  }

  /** Scale and readout stand above the attribution, which wraps where it has no room. */
  private measureFoot(): void {
    this.root.style.setProperty("--foot", `${this.foot}px`);
  }
}
