/** The area of the filter: drawn by hand as a rectangle or a polygon, shown, and changed by its corners. */

import * as L from "leaflet";
import type { Scene } from "../scene";
import { AreaLayer } from "./arealayer";
import { button, label, part, shield } from "./dom";
import type { Position } from "./geodesic";

export type AreaKind = "rectangle" | "polygon";

/** A drag smaller than this was a click, a click this near to the last corner half of a double click: CSS pixels. */
const LEAST_PX = 5;
/** Corners up to which each can be dragged. */
const MOST_CORNERS = 60;
/** CSS pixels that an arrow moves a corner, alone and with Shift. */
const [STEP_PX, FINE_PX] = [16, 2];
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Area {
  private readonly layer: AreaLayer;
  private readonly hint: HTMLElement;
  /** Over the whole map while a rectangle is drawn: the drag is not meant for the map. */
  private readonly veil: HTMLElement;
  private readonly corners: HTMLElement;
  private kind: AreaKind | null = null;
  private ring: readonly Position[] = [];
  private sketch: readonly Position[] = [];
  private pointer: Position | null = null;
  private from: L.Point | null = null;

  /** @param changed drawing began or ended; @param drawn a ring is ready, or was changed. */
  constructor(
    private readonly map: L.Map,
    root: HTMLElement,
    private readonly scene: Scene,
    private readonly changed: () => void,
    private readonly drawn: (ring: readonly Position[]) => void,
  ) {
    this.layer = new AreaLayer(scene, () => ({ ring: this.ring, sketch: this.outline(), open: this.kind === "polygon" }));
    this.veil = part(root, "div", "veil");
    this.corners = part(root, "div", "area-corners");
    this.hint = part(root, "div", "pick-hint");
    this.hint.setAttribute("role", "status");
    this.hint.hidden = this.veil.hidden = true;
    shield(this.corners);
    this.veil.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.veil.setPointerCapture(event.pointerId);
      this.from = map.mouseEventToContainerPoint(event);
    });
    this.veil.addEventListener("pointermove", (event) => this.stretch(event));
    this.veil.addEventListener("pointerup", () => this.finishRectangle());
    for (const name of ["mousedown", "click", "dblclick", "contextmenu"]) {
      this.veil.addEventListener(name, (event) => event.stopPropagation());
    }
    map.on("move zoomend resize", () => this.placeCorners());
  }

  /** Whether clicks add corners, or a drag draws. */
  get active(): boolean {
    return this.kind !== null;
  }

  get settled(): boolean {
    return !this.layer.dirty;
  }

  begin(): void {
    this.layer.addTo(this.map);
  }

  /** Show the ring of the filter; empty for none. */
  show(ring: readonly Position[]): void {
    this.ring = ring;
    this.makeCorners();
    this.layer.invalidate();
  }

  apply(): void {
    this.makeCorners();
    this.layer.invalidate();
  }

  start(kind: AreaKind): void {
    const { words } = this.scene.style;
    this.hint.textContent = kind === "rectangle" ? words.areaRectangle : words.areaPolygon;
    this.set(kind);
  }

  stop(): void {
    if (this.kind !== null) this.set(null);
  }

  /** A click while a polygon is drawn. */
  add({ lat, lng }: L.LatLng): void {
    if (this.kind !== "polygon") return;
    const last = this.sketch.at(-1);
    const point = this.map.latLngToContainerPoint([lat, lng]);
    if (last !== undefined && this.map.latLngToContainerPoint([last.lat, last.lon]).distanceTo(point) < LEAST_PX) return;
    this.sketch = [...this.sketch, { lon: lng, lat }];
    this.layer.invalidate();
  }

  move({ lat, lng }: L.LatLng): void {
    if (this.kind !== "polygon") return;
    this.pointer = { lon: lng, lat };
    this.layer.invalidate();
  }

  takeBack(): void {
    this.sketch = this.sketch.slice(0, -1);
    this.layer.invalidate();
  }

  /** Enter: close the polygon; of a rectangle not begun, take the middle half of the view. */
  accept(): void {
    if (this.kind === "rectangle") {
      const { x, y } = this.map.getSize();
      this.finish(this.rectangle(L.point(x / 4, y / 4), L.point((x * 3) / 4, (y * 3) / 4)));
    } else if (this.sketch.length > 2) this.finish(this.sketch);
  }

  private set(kind: AreaKind | null): void {
    this.kind = kind;
    this.sketch = [];
    this.pointer = this.from = null;
    this.hint.hidden = kind === null;
    this.veil.hidden = kind !== "rectangle";
    this.corners.hidden = kind !== null;
    this.map.getContainer().classList.toggle("picking", kind === "polygon");
    if (kind === "polygon") this.map.doubleClickZoom.disable();
    else this.map.doubleClickZoom.enable();
    this.layer.invalidate();
    this.changed();
  }

  private outline(): readonly Position[] {
    return this.pointer === null ? this.sketch : [...this.sketch, this.pointer];
  }

  private stretch(event: PointerEvent): void {
    if (this.from === null) return;
    const to = this.map.mouseEventToContainerPoint(event);
    const small = Math.abs(to.x - this.from.x) < LEAST_PX || Math.abs(to.y - this.from.y) < LEAST_PX;
    this.sketch = small ? [] : this.rectangle(this.from, to);
    this.layer.invalidate();
  }

  private finishRectangle(): void {
    this.from = null;
    if (this.sketch.length > 0) this.finish(this.sketch);
  }

  private finish(ring: readonly Position[]): void {
    this.set(null);
    this.show(ring);
    this.drawn(ring);
  }

  private rectangle(one: L.Point, other: L.Point): Position[] {
    const [a, b] = [this.map.containerPointToLatLng(one), this.map.containerPointToLatLng(other)];
    const [west, east] = [Math.min(a.lng, b.lng), Math.max(a.lng, b.lng)];
    const [south, north] = [Math.min(a.lat, b.lat), Math.max(a.lat, b.lat)];
    return [
      { lon: west, lat: south },
      { lon: east, lat: south },
      { lon: east, lat: north },
      { lon: west, lat: north },
    ];
  }

  private makeCorners(): void {
    const ring = this.ring.length > MOST_CORNERS ? [] : this.ring;
    if (this.corners.childElementCount !== ring.length) {
      this.corners.replaceChildren();
      ring.forEach((_, index) => this.makeCorner(index));
    }
    for (const corner of this.corners.children) label(corner as HTMLElement, this.scene.style.words.areaShown);
    this.placeCorners();
  }

  private makeCorner(index: number): void {
    const corner = button(this.corners, "area-corner", () => undefined);
    corner.addEventListener("pointerdown", (event) => corner.setPointerCapture(event.pointerId));
    corner.addEventListener("pointermove", (event) => {
      if (corner.hasPointerCapture(event.pointerId)) this.drag(index, this.map.mouseEventToContainerPoint(event));
    });
    corner.addEventListener("pointerup", () => this.drawn(this.ring));
    corner.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      const at = this.ring[index];
      if (arrow === undefined || at === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? FINE_PX : STEP_PX;
      this.drag(index, this.map.latLngToContainerPoint([at.lat, at.lon]).add([arrow[0] * step, arrow[1] * step]));
      this.drawn(this.ring);
    });
  }

  /** Move a corner; of a rectangle its neighbours move along, so that it stays one. */
  private drag(index: number, point: L.Point): void {
    const { lat, lng } = this.map.containerPointToLatLng(point);
    const old = this.ring[index];
    if (old === undefined) return;
    const square =
      this.ring.length === 4 &&
      this.ring.every((at, place) => {
        const next = this.ring[(place + 1) % 4];
        return next !== undefined && (at.lon === next.lon) !== (at.lat === next.lat);
      });
    this.ring = this.ring.map((at, place) => {
      if (place === index) return { lon: lng, lat };
      if (!square) return at;
      return { lon: at.lon === old.lon ? lng : at.lon, lat: at.lat === old.lat ? lat : at.lat };
    });
    this.placeCorners();
    this.layer.invalidate();
  }

  private placeCorners(): void {
    [...this.corners.children].forEach((corner, index) => {
      const at = this.ring[index];
      if (at === undefined) return;
      const { x, y } = this.map.latLngToContainerPoint([at.lat, at.lon]);
      (corner as HTMLElement).style.transform = `translate(${x}px, ${y}px)`;
    });
  }
}
