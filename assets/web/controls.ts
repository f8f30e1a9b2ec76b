/** Zoom buttons, scale bar, coordinates, attribution, the SYNTHETIC mark and the tooltip. Text only, never markup. */

import type * as L from "leaflet";
import { decimal, position, roundBelow } from "./format";
import type { Pixel } from "./mercator";
import type { Style } from "./scene";

/** What the sources of geodata/basemap.pmtiles ask to be named with. */
const ATTRIBUTION =
  "© OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · GSHHG (LGPL) · Natural Earth · NOAA ETOPO5 · airportsdata";
const SCALE_PX = 110;
const METRES_PER_NAUTICAL_MILE = 1852;

function part(parent: HTMLElement, tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}

interface Bar {
  readonly line: HTMLElement;
  readonly label: HTMLElement;
}

export class Controls {
  private readonly root: HTMLElement;
  private readonly zoomIn: HTMLElement;
  private readonly zoomOut: HTMLElement;
  private readonly kilometres: Bar;
  private readonly miles: Bar;
  private readonly coordinates: HTMLElement;
  private readonly zoomText: HTMLElement;
  private readonly attribution: HTMLElement;
  private readonly synthetic: HTMLElement;
  private readonly tooltip: HTMLElement;
  private units = { km: "km", nm: "nm" };
  private pinned: L.LatLng | null = null;

  constructor(
    private readonly map: L.Map,
    copy: (text: string) => void,
  ) {
    this.root = part(map.getContainer(), "div", "controls");
    const buttons = part(this.root, "div", "zoom-buttons");
    this.zoomIn = part(buttons, "button", "zoom-button");
    this.zoomIn.textContent = "+";
    this.zoomIn.addEventListener("click", () => map.zoomIn());
    this.zoomOut = part(buttons, "button", "zoom-button");
    this.zoomOut.textContent = "−";
    this.zoomOut.addEventListener("click", () => map.zoomOut());
    const scale = part(this.root, "div", "scale");
    this.kilometres = { line: part(scale, "div", "scale-bar"), label: document.createElement("span") };
    this.miles = { line: part(scale, "div", "scale-bar scale-miles"), label: document.createElement("span") };
    for (const { line, label } of [this.kilometres, this.miles]) line.append(label);
    const readout = part(this.root, "div", "readout");
    this.coordinates = part(readout, "button", "coordinates");
    this.zoomText = part(readout, "span", "zoom");
    this.attribution = part(this.root, "div", "attribution");
    this.attribution.textContent = ATTRIBUTION;
    this.synthetic = part(this.root, "div", "synthetic");
    this.tooltip = part(this.root, "div", "tooltip");
    this.tooltip.hidden = true;

    // Controls lie on the map's element: what is done to them is not meant for the map.
    for (const element of [buttons, this.coordinates]) {
      for (const name of ["mousedown", "click", "dblclick", "wheel", "pointerdown"]) {
        element.addEventListener(name, (event) => event.stopPropagation());
      }
    }
    map.on("mousemove", (event) => this.showPosition(event.latlng));
    map.on("click", (event) => {
      this.pinned = event.latlng;
    });
    // On its way to the readout the pointer crosses the map; what it then shows is the point last clicked.
    this.coordinates.addEventListener("pointerenter", () => this.showPosition(this.pinned ?? map.getCenter()));
    this.coordinates.addEventListener("click", () => {
      const { lat, lng } = this.pinned ?? map.getCenter();
      copy(decimal(lat, lng));
    });
    map.on("zoomend moveend resize", () => this.update());
  }

  apply(style: Style): void {
    this.root.classList.toggle("bare", !style.controls);
    this.synthetic.textContent = style.synthetic ? style.words.synthetic : "";
    this.units = { km: style.words.km, nm: style.words.nm };
    for (const [button, words] of [
      [this.zoomIn, style.words.zoomIn],
      [this.zoomOut, style.words.zoomOut],
    ] as const) {
      button.title = words;
      button.setAttribute("aria-label", words);
    }
    this.coordinates.title = style.words.copy;
    this.map.getContainer().setAttribute("aria-label", style.words.map);
    this.update();
  }

  /** Name those whose maps the user has put on ours. */
  credit(own: readonly string[]): void {
    this.attribution.textContent = [ATTRIBUTION, ...own].join(" · ");
    this.update();
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

  private update(): void {
    this.root.style.setProperty("--foot", `${this.foot}px`);
    this.zoomText.textContent = `z ${this.map.getZoom().toFixed(2).replace(/\.?0+$/, "")}`;
    if (this.coordinates.textContent === "") this.showPosition(this.map.getCenter());
    const { y } = this.map.getSize();
    const [from, to] = [[0, y / 2] as [number, number], [SCALE_PX, y / 2] as [number, number]];
    const metres = this.map.distance(this.map.containerPointToLatLng(from), this.map.containerPointToLatLng(to));
    if (metres <= 0) return;
    const show = (bar: Bar, unitMetres: number, unit: string): void => {
      const round = roundBelow(metres / unitMetres);
      bar.line.style.width = `${(SCALE_PX * round * unitMetres) / metres}px`;
      bar.label.textContent = `${round} ${unit}`;
    };
    show(this.kilometres, 1000, this.units.km);
    show(this.miles, METRES_PER_NAUTICAL_MILE, this.units.nm);
  }

  private showPosition({ lat, lng }: L.LatLng): void {
    this.coordinates.textContent = position(lat, lng);
  }
}
