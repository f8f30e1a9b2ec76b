/** The measurement on a canvas of its own: it follows the pointer without the rest being drawn anew. */

import { CanvasLayer } from "../canvaslayer";
import { intoPart, toFrame, toUnit, type Frame, type Pixel } from "../mercator";
import { along, lengthOf, trace } from "../polyline";
import type { Scene } from "../scene";
import { drawText, widthOf, type TextStyle } from "../text";
import { pathBetween, segmentBetween, type Position } from "./geodesic";
import type { Measure } from "./measure";
import { bearingText, distanceText } from "./measuretext";

const LINE_PX = 2;
const VERTEX_PX = 3.2;
const LABEL_PX = 11;
/** A segment shorter than its label and this has no label; the panel tells it. */
const ROOM_PX = 16;

export class MeasureLayer extends CanvasLayer {
  constructor(
    private readonly scene: Scene,
    private readonly measure: Measure,
  ) {
    super("overlayPane", "overlay");
  }

  protected override draw(frame: Frame): void {
    const context = this.canvas.getContext("2d");
    if (context === null) throw new Error("no 2d canvas");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const { points, pointer } = this.measure;
    if (!this.measure.shown) return;
    intoPart(context, frame);
    const last = points.at(-1);
    const pairs = points.slice(1).map((to, index) => ({ from: points[index] ?? to, to, live: false }));
    if (last !== undefined && pointer !== null) pairs.push({ from: last, to: pointer, live: true });
    const drawn = pairs.map((pair) => ({ ...pair, line: pixels(frame, pathBetween(pair.from, pair.to)) }));
    for (const { line, live } of drawn) this.stroke(context, line, live);
    for (const point of points) this.vertex(context, toFrame(frame, toUnit(point.lon, point.lat)));
    for (const { from, to, line, live } of drawn) {
      const { metres, bearing } = segmentBetween(from, to);
      if (metres > 0) this.label(context, frame, line, live, [distanceText(metres, this.scene.style.words), bearingText(bearing)]);
    }
  }

  private stroke(context: CanvasRenderingContext2D, line: readonly Pixel[], live: boolean): void {
    const { theme } = this.scene.style;
    trace(context, line);
    context.lineJoin = "round";
    context.lineCap = "butt";
    context.setLineDash([]);
    context.strokeStyle = theme.selectionHalo;
    context.lineWidth = LINE_PX + 3;
    context.stroke();
    context.setLineDash(live ? [6, 4] : []);
    context.strokeStyle = theme.selection;
    context.lineWidth = LINE_PX;
    context.stroke();
    context.setLineDash([]);
  }

  private vertex(context: CanvasRenderingContext2D, { x, y }: Pixel): void {
    const { theme } = this.scene.style;
    context.beginPath();
    context.rect(x - VERTEX_PX, y - VERTEX_PX, VERTEX_PX * 2, VERTEX_PX * 2);
    context.fillStyle = theme.selectionHalo;
    context.fill();
    context.strokeStyle = theme.selection;
    context.lineWidth = 1.6;
    context.stroke();
  }

  /** Beside the pointer, else over the middle of the segment. */
  private label(
    context: CanvasRenderingContext2D,
    frame: Frame,
    line: readonly Pixel[],
    live: boolean,
    texts: readonly string[],
  ): void {
    const { theme } = this.scene.style;
    const text = texts.join("  ");
    const style: TextStyle = {
      size: LABEL_PX,
      weight: 600,
      italic: false,
      spacing: 0,
      colour: theme.text,
      halo: theme.halo,
      haloWidth: 0,
    };
    const width = widthOf(context, text, style);
    const length = lengthOf(line);
    if (!live && length < width + ROOM_PX) return;
    const end = line.at(-1);
    const spot = live ? end : along(line, length / 2);
    if (spot === undefined || spot === null) return;
    const x = Math.min(Math.max(live ? spot.x + 14 : spot.x - width / 2, 8), frame.width - width - 8);
    const y = live ? (spot.y < 40 ? spot.y + 24 : spot.y - 18) : spot.y;
    context.globalAlpha = 0.9;
    context.fillStyle = theme.halo;
    context.beginPath();
    context.roundRect(x - 5, y - 9, width + 10, 18, 3);
    context.fill();
    context.globalAlpha = 1;
    drawText(context, text, x, y, style);
  }
}

function pixels(frame: Frame, path: readonly Position[]): Pixel[] {
  return path.map(({ lon, lat }) => toFrame(frame, toUnit(lon, lat)));
}
