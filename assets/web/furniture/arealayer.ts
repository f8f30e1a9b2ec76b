/** The area of the filter and the one being drawn, on a canvas of their own. */

import { CanvasLayer } from "../canvaslayer";
import { intoPart, toFrame, toUnit, type Frame } from "../mercator";
import { trace } from "../polyline";
import type { Scene } from "../scene";
import type { Position } from "./geodesic";

const LINE_PX = 1.8;
const DASH: number[] = [7, 4];

export interface AreaShape {
  /** The area of the filter. */
  readonly ring: readonly Position[];
  /** What is being drawn, its last corner at the pointer. */
  readonly sketch: readonly Position[];
  /** Whether the sketch is not closed yet. */
  readonly open: boolean;
}

export class AreaLayer extends CanvasLayer {
  constructor(
    private readonly scene: Scene,
    private readonly shape: () => AreaShape,
  ) {
    super("overlayPane", "drawn-area");
  }

  protected override draw(frame: Frame): void {
    const context = this.canvas.getContext("2d");
    if (context === null) throw new Error("no 2d canvas");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    intoPart(context, frame);
    const { ring, sketch, open } = this.shape();
    if (sketch.length === 0) this.stroke(context, frame, ring, true);
    else this.stroke(context, frame, sketch, !open);
  }

  private stroke(context: CanvasRenderingContext2D, frame: Frame, ring: readonly Position[], closed: boolean): void {
    if (ring.length < 2) return;
    const { theme } = this.scene.style;
    trace(
      context,
      ring.map(({ lon, lat }) => toFrame(frame, toUnit(lon, lat))),
    );
    if (closed) context.closePath();
    context.fillStyle = theme.selection;
    context.globalAlpha = 0.05;
    context.fill();
    context.globalAlpha = 1;
    context.lineJoin = "round";
    context.setLineDash([]);
    context.strokeStyle = theme.selectionHalo;
    context.lineWidth = LINE_PX + 2.4;
    context.stroke();
    context.setLineDash(DASH);
    context.strokeStyle = theme.selection;
    context.lineWidth = LINE_PX;
    context.stroke();
    context.setLineDash([]);
  }
}
