/**
 * Shaded relief for small scales: one picture of the whole world that the archive covers.
 *
 * The file is grey: 128 is flat ground or sea, darker is shadow, lighter is lit. It is turned once into black
 * and white of varying opacity, which lies over land and leaves the sea exactly as it was painted; blending the
 * grey itself would cost three times as much in every frame.
 */

import { toFrame, toUnit, type Frame } from "../mercator";
import type { Relief as Strength } from "../theme";

const ADDRESS = "app://map/relief";
const WORLD = { west: 95, east: 180, south: 15, north: 72 };
/** Grey levels about 128 that are noise of the picture's compression, not relief. */
const FLAT_LEVELS = 5;
const MIDDLE = 128;
/** Zoom up to which relief has its full strength, and from which there is none: its cells are 3.7 km wide. */
const [FULL, NONE] = [5.5, 8.75];

interface Grey {
  readonly levels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export class ReliefShade {
  private grey: Grey | null = null;
  private asked = false;
  private waiting = false;
  private strength: Strength | null = null;
  private picture: HTMLCanvasElement | null = null;

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
    this.picture = null;
  }

  /** Lay it over what is painted, as far as the context's clip goes. */
  draw(context: CanvasRenderingContext2D, frame: Frame): void {
    if (this.strength === null || frame.zoom >= NONE) return;
    if (this.grey === null) {
      this.load();
      return;
    }
    this.picture ??= shade(this.grey, this.strength);
    const from = toFrame(frame, toUnit(WORLD.west, WORLD.north));
    const to = toFrame(frame, toUnit(WORLD.east, WORLD.south));
    context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    context.globalAlpha = Math.min(1, (NONE - frame.zoom) / (NONE - FULL));
    context.imageSmoothingQuality = "medium";
    context.drawImage(this.picture, from.x, from.y, to.x - from.x, to.y - from.y);
    context.globalAlpha = 1;
  }

  private load(): void {
    if (this.asked) return;
    this.asked = true;
    this.waiting = true;
    void fetchGrey()
      .then((grey) => {
        this.grey = grey;
      }, this.failed)
      .finally(() => {
        this.waiting = false;
        this.ready();
      });
  }
}

async function fetchGrey(): Promise<Grey> {
  const answer = await fetch(ADDRESS);
  if (!answer.ok) throw new Error(`${ADDRESS}: ${answer.status}`);
  const bitmap = await createImageBitmap(await answer.blob());
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2d canvas");
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const levels = new Uint8Array(width * height);
  for (let at = 0; at < levels.length; at++) levels[at] = data[at * 4] ?? MIDDLE;
  return { levels, width, height };
}

function shade({ levels, width, height }: Grey, strength: Strength): HTMLCanvasElement {
  const table = new Uint32Array(256);
  const bytes = new Uint8Array(table.buffer);
  for (let level = 0; level < 256; level++) {
    const above = Math.max(0, Math.abs(level - MIDDLE) - FLAT_LEVELS) / (MIDDLE - FLAT_LEVELS);
    const { colour, most } = level < MIDDLE ? strength.shadow : strength.light;
    bytes.set([...colour, Math.round(Math.min(1, above * most) * 255)], level * 4);
  }
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no 2d canvas");
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0; at < pixels.length; at++) pixels[at] = table[levels[at] ?? MIDDLE] ?? 0;
  context.putImageData(image, 0, 0);
  return canvas;
}
