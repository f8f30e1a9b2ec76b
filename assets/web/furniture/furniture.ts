/** Everything that handles the map: tools, history, measuring, rectangle zoom, keys, inset. One wiring. */

import * as L from "leaflet";
import { fail, send } from "../bridge";
import type { Controls } from "../controls";
import type { Overlay } from "../overlay";
import type { Scene } from "../scene";
import { Area } from "./area";
import { BoxZoom } from "./boxzoom";
import { IdentifyCard } from "./card";
import { showExactly } from "./exactview";
import { FixedFurniture, frameOf } from "./fixed";
import type { Position } from "./geodesic";
import { ViewHistory } from "./history";
import { listen } from "./keys";
import { Measure } from "./measure";
import { MeasureLayer } from "./measurelayer";
import { MeasurePanel } from "./measurepanel";
import { segmentTable } from "./measuretext";
import { Pick } from "./pick";
import type { Tool } from "./tools";
import { nextStop, stopsIn } from "./walk";

/** A second click this near to the last point is half of a double click: CSS pixels. */
const SAME_POINT_PX = 4;
/** Buttons of a mouse that browsers give to history. */
const MOUSE_BACK = 3;
const MOUSE_FORWARD = 4;

export interface Surroundings {
  readonly map: L.Map;
  readonly scene: Scene;
  readonly overlay: Overlay;
  readonly controls: Controls;
  /** A hand or a command moves the map: what was fitted no longer is. */
  moving(): void;
  /** Point at a feature, empty for none. */
  hover(key: string): void;
}

export class Furniture {
  private readonly history = new ViewHistory();
  private readonly fixed: FixedFurniture;
  private readonly boxZoom: BoxZoom;
  private readonly pick: Pick;
  readonly area: Area;
  readonly card: IdentifyCard;
  private readonly measure: Measure;
  private readonly measureLayer: MeasureLayer;
  private readonly panel: MeasurePanel;
  /** The feature that was walked to. */
  private walked = "";
  private walkedTo: L.LatLng | null = null;
  private mode = "";
  private replaces = false;

  constructor(private readonly at: Surroundings) {
    const { map, scene, controls } = at;
    map.keyboard.disable();
    this.fixed = new FixedFurniture(map, controls.root, scene, at.moving, (error) => fail("inset", error));
    this.boxZoom = new BoxZoom(map, controls.root, (armed) => {
      controls.tools.press("boxZoom", armed);
      this.tellMode();
    });
    this.pick = new Pick(
      map,
      controls.root,
      () => this.pickChanged(),
      ({ lon, lat, pixel }) => send({ type: "PositionPicked", lon, lat, pixel }),
    );
    this.area = new Area(
      map,
      controls.root,
      scene,
      () => {
        this.at.hover("");
        this.tellMode();
      },
      (ring) => send({ type: "AreaDrawn", ring: JSON.stringify(ring.map(({ lon, lat }) => [lon, lat])) }),
    );
    this.card = new IdentifyCard(
      map,
      controls.root,
      () => this.tellMode(),
      (key) => send({ type: "DetailsRequested", key }),
    );
    this.measure = new Measure(
      () => this.measured(),
      () => this.redrawMeasure(),
    );
    this.measureLayer = new MeasureLayer(scene, this.measure);
    this.panel = new MeasurePanel(controls.root, this.measure, {
      copy: () => send({ type: "CopyRequested", text: segmentTable(this.measure.points) }),
      clear: () => this.measure.clear(),
    });
    listen(map, {
      walk: (step) => this.walk(step),
      accept: () => this.accept(),
      takeBack: () => this.takeBack(),
      escape: () => this.escape(),
    });
    this.listenToMouse();
    map.on("moveend", () => this.arrive());
  }

  /** Whether clicks and pointer are the measurement's, or point at a place for the window. */
  get busy(): boolean {
    return this.measure.active || this.pick.active || this.area.active;
  }

  /** Whether what is pointed at was walked to by keyboard, while the pointer rests. */
  get walking(): boolean {
    return this.walked !== "";
  }

  get settled(): boolean {
    return this.fixed.settled && !this.measureLayer.dirty && this.area.settled;
  }

  /** Fonts are there: whatever draws text may begin. */
  begin(): void {
    this.apply();
    this.area.begin();
    this.measureLayer.addTo(this.at.map);
  }

  apply(): void {
    this.fixed.apply();
    this.area.apply();
    this.card.apply(this.at.scene.style.words);
    this.redrawMeasure();
  }

  run(tool: Tool): void {
    const { map } = this.at;
    this.at.moving();
    switch (tool) {
      case "zoomIn":
        map.zoomIn();
        break;
      case "zoomOut":
        map.zoomOut();
        break;
      case "back":
        this.go(-1);
        break;
      case "forward":
        this.go(1);
        break;
      case "boxZoom":
        if (this.boxZoom.armed) this.boxZoom.disarm();
        else this.boxZoom.arm();
        this.focus();
        break;
      case "measure":
        if (this.measure.active) this.measure.end();
        else this.measure.start();
        this.focus();
        break;
    }
  }

  /** A command from the window's menus. */
  command(name: string): void {
    if (name === "escape") this.escape();
    else if (name === "focus") this.focus();
    else if (name === "pick") this.startPick();
    else if (name === "areaRectangle" || name === "areaPolygon") this.startArea(name);
    else if (isTool(name)) this.run(name);
    else throw new Error(`unknown command ${name}`);
  }

  showMeasure(points: readonly Position[], active: boolean): void {
    this.measure.set(points, active);
  }

  /** Move the map without making a step of its history. */
  withoutStep(move: () => void): void {
    this.replaces = true;
    move();
    this.replaces = false;
  }

  private startPick(): void {
    this.boxZoom.disarm();
    this.area.stop();
    if (this.measure.active) this.measure.end();
    this.pick.arm(this.at.scene.style.words);
    this.focus();
  }

  private startArea(name: "areaRectangle" | "areaPolygon"): void {
    this.boxZoom.disarm();
    this.pick.disarm();
    this.card.close();
    if (this.measure.active) this.measure.end();
    this.area.start(name === "areaRectangle" ? "rectangle" : "polygon");
    this.focus();
  }

  private pickChanged(): void {
    const { map } = this.at;
    if (this.pick.active) map.doubleClickZoom.disable();
    else map.doubleClickZoom.enable();
    this.at.hover("");
    this.tellMode();
  }

  private focus(): void {
    this.at.map.getContainer().focus({ preventScroll: true });
  }

  private go(step: -1 | 1): void {
    const place = this.history.go(step);
    if (place === null) return;
    showExactly(this.at.map, place.lat, place.lon, place.zoom);
    this.tellHistory();
  }

  private arrive(): void {
    const { lat, lng } = this.at.map.getCenter();
    const place = { lat, lon: lng, zoom: this.at.map.getZoom() };
    if (this.replaces) this.history.replace(place);
    else this.history.arrive(place, performance.now());
    this.tellHistory();
  }

  private tellHistory(): void {
    const { canGoBack, canGoForward } = this.history;
    this.at.controls.tools.setHistory(canGoBack, canGoForward);
    send({ type: "HistoryChanged", back: canGoBack, forward: canGoForward });
  }

  private walk(step: -1 | 1): boolean {
    const { scene, controls, map } = this.at;
    const stop = nextStop(stopsIn(frameOf(map), scene), this.walked, step);
    this.walked = stop?.key ?? "";
    this.walkedTo = stop === null ? null : map.containerPointToLatLng([stop.at.x, stop.at.y]);
    this.at.hover(this.walked);
    controls.point(stop?.name ?? null, stop?.at ?? { x: 0, y: 0 });
    this.tellMode();
    return stop !== null;
  }

  private accept(): boolean {
    if (this.pick.active) this.pick.takeMiddle();
    else if (this.area.active) this.area.accept();
    else if (this.measure.active) this.measure.end();
    else if (this.walked !== "") this.takeWalked();
    else return false;
    return true;
  }

  private takeBack(): boolean {
    if (this.area.active) this.area.takeBack();
    else if (this.measure.active) this.measure.removeLast();
    else return false;
    return true;
  }

  /** Leave the innermost of what is under way; false if nothing was. */
  private escape(): boolean {
    if (this.boxZoom.armed) this.boxZoom.disarm();
    else if (this.pick.active) this.pick.disarm();
    else if (this.area.active) this.area.stop();
    else if (this.card.open) this.card.close();
    else if (this.walked !== "") this.leaveWalk();
    else if (this.measure.shown) this.measure.clear();
    else return false;
    return true;
  }

  private takeWalked(): void {
    if (this.walkedTo !== null) this.card.expect(this.walked, this.walkedTo, "");
    send({ type: "FeatureClicked", key: this.walked, extend: false });
  }

  private leaveWalk(): void {
    this.walked = "";
    this.at.hover("");
    this.at.controls.point(null, { x: 0, y: 0 });
    this.tellMode();
  }

  private measured(): void {
    const { map, controls, overlay } = this.at;
    const { active } = this.measure;
    controls.tools.press("measure", active);
    map.getContainer().classList.toggle("measuring", active);
    if (active) map.doubleClickZoom.disable();
    else map.doubleClickZoom.enable();
    if (active) this.at.hover("");
    this.redrawMeasure();
    overlay.invalidate();
    this.tellMode();
    const points = JSON.stringify(this.measure.points.map(({ lon, lat }) => [lon, lat]));
    send({ type: "MeasureChanged", points, active });
  }

  private redrawMeasure(): void {
    this.measureLayer.invalidate();
    this.panel.update(this.at.scene.style.words);
  }

  private tellMode(): void {
    const mode = this.innermost();
    if (mode === this.mode) return;
    this.mode = mode;
    send({ type: "ModeChanged", mode });
  }

  private innermost(): string {
    if (this.boxZoom.armed) return "box";
    if (this.pick.active) return "pick";
    if (this.area.active) return "area";
    if (this.card.open) return "card";
    if (this.walked !== "") return "walk";
    return this.measure.shown ? "measure" : "";
  }

  private listenToMouse(): void {
    const { map, overlay } = this.at;
    const container = map.getContainer();
    map.on("click", ({ latlng, containerPoint }) => {
      if (this.pick.active) {
        // The page's own handler of the same click must still find the map busy.
        queueMicrotask(() => this.pick.take(latlng));
        return;
      }
      if (this.area.active) {
        this.area.add(latlng);
        return;
      }
      if (!this.measure.active) return;
      const last = this.measure.points.at(-1);
      if (last !== undefined) {
        const before = map.latLngToContainerPoint([last.lat, last.lon]);
        if (before.distanceTo(containerPoint) < SAME_POINT_PX) return;
      }
      this.measure.add({ lon: latlng.lng, lat: latlng.lat });
    });
    map.on("dblclick", () => {
      if (this.area.active) queueMicrotask(() => this.area.accept());
      else if (this.measure.active) this.measure.end();
    });
    let rest = L.point(-1, -1);
    map.on("mousemove", ({ latlng, containerPoint }) => {
      // The engine sends moves without a movement when something changes under the pointer.
      if (this.walking && !containerPoint.equals(rest)) this.leaveWalk();
      rest = containerPoint;
      this.measure.point({ lon: latlng.lng, lat: latlng.lat });
      this.area.move(latlng);
    });
    map.on("mouseout", () => this.measure.point(null));
    map.on("contextmenu", ({ latlng, containerPoint, originalEvent }) => {
      originalEvent.preventDefault();
      const key = overlay.hit(containerPoint)?.key ?? "";
      const { x, y } = containerPoint;
      send({ type: "ContextRequested", lon: latlng.lng, lat: latlng.lat, key, x, y });
    });
    for (const name of ["mousedown", "mouseup", "auxclick"] as const) {
      // Captured: the page itself has nowhere to go back to.
      container.addEventListener(
        name,
        (event) => {
          if (event.button !== MOUSE_BACK && event.button !== MOUSE_FORWARD) return;
          event.preventDefault();
          event.stopPropagation();
          if (name === "mouseup") this.run(event.button === MOUSE_BACK ? "back" : "forward");
        },
        { capture: true },
      );
    }
  }
}

function isTool(name: string): name is Tool {
  return ["zoomIn", "zoomOut", "back", "forward", "boxZoom", "measure"].includes(name);
}
