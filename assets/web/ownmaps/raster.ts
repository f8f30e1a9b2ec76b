/** Own maps of pictures. */

import type { Frame } from "../mercator";
import type { Cell } from "./grid";
import type { Painter } from "./layer";

export class RasterPainter implements Painter<ImageBitmap> {
  async decode(bytes: ArrayBuffer): Promise<ImageBitmap> {
    try {
      return await createImageBitmap(new Blob([bytes]));
    } catch {
      throw new Error("the picture is damaged"); // the browser's own words say less
    }
  }

  paint(context: CanvasRenderingContext2D, _frame: Frame, { box }: Cell, picture: ImageBitmap): void {
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, box.left, box.top, box.right - box.left, box.bottom - box.top);
  }

  release(picture: ImageBitmap): void {
    picture.close();
  }
}
