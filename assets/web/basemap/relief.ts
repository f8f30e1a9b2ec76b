/**
 * Shaded relief for small scales: one picture of the whole world that the archive covers.
 *
 * The file is grey: 128 is flat ground or sea, darker is shadow, lighter is lit. `reliefworker` turns it once a theme
 * into black and white of varying opacity, which lies over land and leaves the sea exactly as it was painted;
 * blending the grey itself would cost three times as much in every frame. The picture has 7 million pixels: on the
 * page's own thread it held up the start by a tenth of a second.
 */

import { helperAt, type Helper } from "../helper";
import { toFrame, toUnit, type Frame } from "../mercator";
import type { Relief as Strength } from "../theme";
import type { Shaded } from "./shading";

export const WORKER = "app://map/assets/relief.js";
const WORLD = { west: 95, east: 180, south: 15, north: 72 };
/** Zoom up to which relief has its full strength, and from which there is none: its cells are 3.7 km wide. */
const [FULL, NONE] = [5.5, 8.75];

export class ReliefShade {
  private worker: Helper<Strength> | null = null;
  private waiting = false;
  private strength: Strength | null = null;
  /** What `picture` was, or will be, shaded with. */
  private asked: Strength | null = null;
  private picture: ImageBitmap | null = null;

  constructor(
    private readonly ready: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Whether a picture that is needed is still on its way. */
  get busy(): boolean {
    return this.waiting;
  }

  /** How dark shadows and how bright lit slopes are; null for none. */
  setStrength(strength: Strength | null): void {
    this.strength = strength;
  }

  /** Lay it over what is painted, as far as the context's clip goes. */
  draw(context: CanvasRenderingContext2D, frame: Frame): void {
    if (this.strength === null || frame.zoom >= NONE) return;
    if (this.asked !== this.strength) this.ask(this.strength);
    if (this.picture === null) return;
    const from = toFrame(frame, toUnit(WORLD.west, WORLD.north));
    const to = toFrame(frame, toUnit(WORLD.east, WORLD.south));
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    context.globalAlpha = Math.min(1, (NONE - frame.zoom) / (NONE - FULL));
    context.imageSmoothingQuality = "medium";
    context.drawImage(this.picture, from.x, from.y, to.x - from.x, to.y - from.y);
    context.globalAlpha = 1;
  }

  private ask(strength: Strength): void {
    this.asked = strength;
    this.waiting = true;
    this.picture?.close();
    this.picture = null;
    this.worker ??= this.start();
    this.worker.post(strength, []);
  }

  private start(): Helper<Strength> {
    return helperAt<Strength, Shaded>(WORKER, (answer) => this.take(answer), this.failed);
  }

  private take({ strength, picture, error }: Shaded): void {
    if (JSON.stringify(strength) !== JSON.stringify(this.asked)) {
      picture?.close(); // overtaken by another theme
      return;
    }
    if (picture === null) this.failed(new Error(error));
    this.picture = picture;
    this.waiting = false;
    this.ready();
  }
}
