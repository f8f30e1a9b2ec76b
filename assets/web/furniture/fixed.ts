/** Inset and north arrow: on a canvas of their own that no zoom animation carries along. */

import * as L from "leaflet";
import { worldSize, type Frame } from "../mercator";
import { deviceRatio } from "../picture";
import type { Scene } from "../scene";
import { FAMILY } from "../text";
import { label, part, shield } from "./dom";
import { insetPlace, northPlace, type InsetPlace } from "./corners";
import { drawViewFrame, paintOverview } from "./minimap";
import type { Box } from "../boxes";

export class FixedFurniture {
  private readonly canvas: HTMLCanvasElement;
  private readonly handle: HTMLElement;
  private picture: HTMLCanvasElement | null = null;
  /** What `picture` shows, or will when it is painted. */
  private wanted = "";
  private painting = false;
  private request = 0;
  private place: InsetPlace | null = null;

  /** @param moving the hand moves the map by the inset. */
  constructor(
    private readonly map: L.Map,
    root: HTMLElement,
    private readonly scene: Scene,
    private readonly moving: () => void,
    private readonly failed: (error: unknown) => void,
  ) {
    // A sibling of the controls: it stays when they are hidden for a capture.
    this.canvas = document.createElement("canvas");
    this.canvas.className = "fixed-furniture";
    root.before(this.canvas);
    this.handle = part(root, "div", "inset-handle");
    this.handle.hidden = true;
    shield(this.handle);
    this.handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.handle.setPointerCapture(event.pointerId);
      this.follow(event);
    });
    this.handle.addEventListener("pointermove", (event) => {
      if (this.handle.hasPointerCapture(event.pointerId)) this.follow(event);
    });
    map.on("move zoomend resize", () => this.invalidate());
  }

  /** Whether all that is to be seen has been painted. */
  get settled(): boolean {
    return !this.painting && this.request === 0;
  }

  apply(): void {
    label(this.handle, this.scene.style.words.overview);
    this.invalidate();
  }

  /** Draw in the next animation frame, once for all that has changed until then. */
  private invalidate(): void {
    if (this.request !== 0) return;
    this.request = requestAnimationFrame(() => {
      this.request = 0;
      this.draw();
    });
  }

  private draw(): void {
    const frame = frameOf(this.map);
    this.place = insetPlace(frame, this.scene);
    const north = northPlace(frame, this.scene);
    const boxes = [this.place?.box, north].flatMap((box) => box ?? []);
    this.handle.hidden = this.place === null;
    this.canvas.hidden = boxes.length === 0;
    if (boxes.length === 0) return;
    const area = {
      left: Math.min(...boxes.map(({ left }) => left)) - 2,
      top: Math.min(...boxes.map(({ top }) => top)) - 2,
      right: Math.max(...boxes.map(({ right }) => right)) + 2,
      bottom: Math.max(...boxes.map(({ bottom }) => bottom)) + 2,
    };
    const context = this.clear(area, frame.ratio);
    if (this.place !== null) this.drawInset(context, frame, this.place);
    if (north !== null) drawNorth(context, north, this.scene);
  }

  private clear(area: Box, ratio: number): CanvasRenderingContext2D {
    const { canvas } = this;
    const [width, height] = [area.right - area.left, area.bottom - area.top];
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide) canvas.width = wide;
    if (canvas.height !== high) canvas.height = high;
    canvas.style.left = `${area.left}px`;
    canvas.style.top = `${area.top}px`;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no 2d canvas");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, wide, high);
    context.setTransform(ratio, 0, 0, ratio, -area.left * ratio, -area.top * ratio);
    return context;
  }

  private drawInset(context: CanvasRenderingContext2D, frame: Frame, { box, shows }: InsetPlace): void {
    const { theme, themeName } = this.scene.style;
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    this.handle.style.left = `${box.left}px`;
    this.handle.style.top = `${box.top}px`;
    this.handle.style.width = `${width}px`;
    this.handle.style.height = `${height}px`;
    const key = [themeName, shows.from.x, width, height, frame.ratio].join();
    if (key !== this.wanted) this.paint(key, shows, width, height, frame.ratio);
    context.fillStyle = theme.sea;
    context.fillRect(box.left, box.top, width, height);
    if (this.picture !== null) context.drawImage(this.picture, box.left, box.top, width, height);
    context.strokeStyle = theme.halo;
    context.lineWidth = 3;
    context.strokeRect(box.left - 0.5, box.top - 0.5, width + 1, height + 1);
    context.strokeStyle = theme.landEdge;
    context.lineWidth = 1;
    context.strokeRect(box.left - 0.5, box.top - 0.5, width + 1, height + 1);
    drawViewFrame(context, frame, box, shows, theme);
  }

  private paint(key: string, shows: InsetPlace["shows"], width: number, height: number, ratio: number): void {
    this.wanted = key;
    this.painting = true;
    this.picture = null;
    const ended = (): void => {
      if (this.wanted !== key) return; // overtaken
      this.painting = false;
      this.invalidate();
    };
    paintOverview(shows, width, height, ratio, this.scene.style.theme)
      .then((picture) => {
        if (this.wanted === key) this.picture = picture;
      })
      .catch(this.failed)
      .finally(ended);
  }

  private follow(event: PointerEvent): void {
    if (this.place === null) return;
    const { box, shows } = this.place;
    const view = this.map.getContainer().getBoundingClientRect();
    const x = shows.from.x + ((event.clientX - view.left - box.left) / (box.right - box.left)) * (shows.to.x - shows.from.x);
    const y = shows.from.y + ((event.clientY - view.top - box.top) / (box.bottom - box.top)) * (shows.to.y - shows.from.y);
    const zoom = this.map.getZoom();
    const size = worldSize(zoom);
    this.moving();
    this.map.setView(this.map.unproject(L.point(x * size, y * size), zoom), zoom, { animate: false });
  }
}

/** The view as the canvases know it. */
export function frameOf(map: L.Map): Frame {
  const { x, y } = map.getSize();
  const zoom = map.getZoom();
  const centre = map.project(map.getCenter(), zoom);
  return {
    zoom,
    left: centre.x - x / 2,
    top: centre.y - y / 2,
    width: x,
    height: y,
    ratio: deviceRatio(),
    part: { left: 0, top: 0, width: x, height: y },
  };
}

/** The map is always north up. */
function drawNorth(context: CanvasRenderingContext2D, box: Box, scene: Scene): void {
  const { theme, words } = scene.style;
  context.fillStyle = theme.halo;
  context.globalAlpha = 0.86;
  context.beginPath();
  context.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 3);
  context.fill();
  context.globalAlpha = 1;
  const x = (box.left + box.right) / 2;
  const half = (side: number, alpha: number): void => {
    context.beginPath();
    context.moveTo(x, box.top + 15);
    context.lineTo(x + side * 6, box.bottom - 5);
    context.lineTo(x, box.bottom - 9.5);
    context.fillStyle = theme.text;
    context.globalAlpha = alpha;
    context.fill();
    context.globalAlpha = 1;
  };
  half(-1, 1);
  half(1, 0.35);
  context.font = `600 10px ${FAMILY}`;
  context.letterSpacing = "0px";
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillStyle = theme.text;
  context.fillText(words.north, x, box.top + 12);
}
