/** The relief's picture for one theme. */

import { RELIEF, bytesAt } from "../supply";
import type { Relief } from "../theme";

/** The answer to a `Relief` that was posted: its picture, or why there is none. */
export interface Shaded {
  readonly strength: Relief;
  readonly picture: ImageBitmap | null;
  readonly error: string;
}

/** Grey levels about 128 that are noise of the picture's compression, not relief. */
const FLAT_LEVELS = 5;
const MIDDLE = 128;

async function fetchGrey(): Promise<ImageData> {
  const bitmap = await createImageBitmap(new Blob([await bytesAt(RELIEF)], { type: "image/webp" }));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2d canvas");
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}

function shade({ data, width, height }: ImageData, strength: Relief): ImageBitmap {
  const table = new Uint32Array(256);
  const bytes = new Uint8Array(table.buffer);
  for (let level = 0; level < 256; level++) {
    const above = Math.max(0, Math.abs(level - MIDDLE) - FLAT_LEVELS) / (MIDDLE - FLAT_LEVELS);
    const { colour, most } = level < MIDDLE ? strength.shadow : strength.light;
    bytes.set([...colour, Math.round(Math.min(1, above * most) * 255)], level * 4);
  }
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no 2d canvas");
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0; at < pixels.length; at++) pixels[at] = table[data[at * 4] ?? MIDDLE] ?? 0;
  context.putImageData(image, 0, 0);
  return canvas.transferToImageBitmap();
}

/** Makes pictures; the grey one they are made of is read once. */
export function shading(): (strength: Relief) => Promise<Shaded> {
  let grey: Promise<ImageData> | null = null;
  return (strength) => {
    grey ??= fetchGrey();
    return grey
      .then((image): Shaded => ({ strength, picture: shade(image, strength), error: "" }))
      .catch((error: unknown): Shaded => ({ strength, picture: null, error: String(error) }));
  };
}
