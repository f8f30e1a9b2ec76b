/** Ships of a replay on a canvas of their own: thirty times a second the rest need not be drawn anew. */

import { CanvasLayer } from "./canvaslayer";
import { intoPart, toFrame, toUnit, type Frame, type Pixel } from "./mercator";
import { drawText, widthOf, type TextStyle } from "./text";
import type { Theme } from "./theme";

export interface ReplayedShip {
  readonly lon: number;
  readonly lat: number;
  /** Degrees; null where nothing tells where the ship is heading. */
  readonly course: number | null;
  /** Nobody says where it is: the place is that of its last report. */
  readonly silent: boolean;
  readonly label: string;
}

/** CSS pixels: from the middle of the arrow to its tip, and the radius of the disc that has no direction. */
const [TIP, RADIUS] = [12, 6];
const LABEL_PX = 13;
const GAP_PX = 8;
const MARGIN_PX = 4;

export class ReplayLayer extends CanvasLayer {
  private ships: readonly ReplayedShip[] = [];

  constructor(private readonly theme: () => Theme) {
    super("overlayPane", "overlay");
  }

  show(ships: readonly ReplayedShip[]): void {
    if (ships.length === 0 && this.ships.length === 0) return;
    this.ships = ships;
    this.invalidate();
  }

  protected override draw(frame: Frame): void {
    const context = this.canvas.getContext("2d");
    if (context === null) throw new Error("no 2d canvas");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    intoPart(context, frame);
    for (const ship of this.ships) {
      const at = toFrame(frame, toUnit(ship.lon, ship.lat));
      if (at.x < -TIP || at.y < -TIP || at.x > frame.width + TIP || at.y > frame.height + TIP) continue;
      this.mark(context, at, ship);
      this.label(context, frame, at, ship.label);
    }
  }

  /** An arrow along the course, else a disc; hollow and dashed where it is only where the ship was heard last. */
  private mark(context: CanvasRenderingContext2D, at: Pixel, { course, silent }: ReplayedShip): void {
    const theme = this.theme();
    context.save();
    context.translate(at.x, at.y);
    context.beginPath();
    if (course === null) {
      context.arc(0, 0, RADIUS, 0, 2 * Math.PI);
    } else {
      context.rotate((course * Math.PI) / 180);
      context.moveTo(0, -TIP);
      context.lineTo(TIP * 0.62, TIP * 0.75);
      context.lineTo(0, TIP * 0.4);
      context.lineTo(-TIP * 0.62, TIP * 0.75);
      context.closePath();
    }
    context.lineJoin = "round";
    context.strokeStyle = theme.selectionHalo;
    context.lineWidth = 5;
    context.stroke();
    context.fillStyle = silent ? theme.selectionHalo : theme.selection;
    context.fill();
    context.setLineDash(silent ? [3, 2] : []);
    context.strokeStyle = theme.selection;
    context.lineWidth = 2;
    context.stroke();
    context.restore();
  }

  /** Right of the ship, on the left where it would leave the view. */
  private label(context: CanvasRenderingContext2D, frame: Frame, at: Pixel, text: string): void {
    const theme = this.theme();
    const style: TextStyle = {
      size: LABEL_PX,
      weight: 600,
      italic: false,
      spacing: 0,
      colour: theme.text,
      halo: theme.halo,
      haloWidth: 2.5,
    };
    const width = widthOf(context, text, style);
    const right = at.x + TIP + GAP_PX;
    const left = at.x - TIP - GAP_PX - width;
    const leaves = right + width > frame.width - MARGIN_PX && left >= MARGIN_PX;
    drawText(context, text, leaves ? left : right, at.y, style);
  }
}
