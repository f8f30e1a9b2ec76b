/** Small signs beside the base map's names: dots of places, rings of ports, aeroplanes. Quieter than the record's. */

import type { Pixel } from "../mercator";
import type { Theme } from "../theme";
import { markRadius } from "./lettering";
import type { BaseName } from "./names";

/** An aeroplane seen from above, nose up, in a box from -5 to 5; drawn by us. */
const AEROPLANE = new Path2D(
  "M0-4.6C.55-4.6.8-3.9.8-3.2V-1.4L4.6 1V2.1L.8 1V3.2L2 4.1V4.9L0 4.4-2 4.9V4.1L-.8 3.2V1L-4.6 2.1V1L-.8-1.4V-3.2C-.8-3.9-.55-4.6 0-4.6Z",
);

export function drawMark(context: CanvasRenderingContext2D, name: BaseName, { x, y }: Pixel, theme: Theme): void {
  const radius = markRadius(name);
  if (name.kind === "airport") {
    context.save();
    context.translate(x, y);
    context.scale(radius / 5, radius / 5);
    context.strokeStyle = theme.land;
    context.lineWidth = 2.5;
    context.lineJoin = "round";
    context.stroke(AEROPLANE);
    context.fillStyle = theme.placeDot;
    context.fill(AEROPLANE);
    context.restore();
    return;
  }
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  if (name.kind === "port") {
    context.fillStyle = theme.land;
    context.fill();
    context.strokeStyle = theme.placeDot;
    context.lineWidth = 1.2;
    context.stroke();
    return;
  }
  context.strokeStyle = theme.land;
  context.lineWidth = 2;
  context.stroke();
  context.fillStyle = theme.placeDot;
  context.fill();
}
