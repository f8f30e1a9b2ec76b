/** Calls at a port, each as exact as it is known: a disc, a bar with soft ends, a bracket. Never a false point. */

import type { CallRow } from "../features";
import { toFrame, type Pixel } from "../mercator";
import type { Brush, Scene } from "../scene";
import type { Theme } from "../theme";
import { portRadius, portsShown } from "./ports";

const STEP_PX = 13;
/** Marks beside one port before the row would be longer than it is told. */
const MOST = 10;

/** Calls of the selected voyages, or all visible calls of a selected port, by port. */
export function callsToMark(scene: Scene): ReadonlyMap<string, readonly CallRow[]> {
  const found = new Map<string, CallRow[]>();
  for (const voyage of scene.voyages) {
    for (const call of voyage.calls) {
      if (!scene.selection.has(voyage.key) && !scene.selection.has(`port:${call.port}`)) continue;
      const list = found.get(call.port);
      if (list === undefined) found.set(call.port, [call]);
      else list.push(call);
    }
  }
  return found;
}

export interface CallRowBox {
  readonly calls: readonly CallRow[];
  readonly start: Pixel;
  readonly width: number;
}

/** Where the rows go: centred under their ports. */
export function callRows({ frame, scene }: Brush): CallRowBox[] {
  const marked = callsToMark(scene);
  return portsShown(frame, scene).flatMap((port) => {
    const calls = marked.get(port.id)?.slice(0, MOST);
    if (calls === undefined) return [];
    const { x, y } = toFrame(frame, port.unit);
    const width = calls.length * STEP_PX;
    return [{ calls, width, start: { x: x - width / 2, y: y + portRadius(port, frame, scene) + 11 } }];
  });
}

export function drawCallMarks(brush: Brush): void {
  const { context, scene } = brush;
  for (const { calls, start, width } of callRows(brush)) {
    context.fillStyle = scene.style.theme.halo;
    context.globalAlpha = 0.85;
    context.beginPath();
    context.roundRect(start.x - 3, start.y - 7, width + 6, 14, 3);
    context.fill();
    context.globalAlpha = 1;
    calls.forEach((call, index) => {
      drawCall(context, call, start.x + (index + 0.5) * STEP_PX, start.y, scene.style.theme);
    });
  }
}

function drawCall(context: CanvasRenderingContext2D, call: CallRow, x: number, y: number, theme: Theme): void {
  const colour = { load: theme.loading, discharge: theme.discharge, unknown: theme.neutral }[call.activity];
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  if (call.precision === "instant" || call.precision === "interval" || call.precision === "day") {
    context.arc(x, y, 3.6, 0, 2 * Math.PI);
    context.fill();
  } else if (call.precision === "window") {
    const soft = context.createLinearGradient(x - 5.5, y, x + 5.5, y);
    soft.addColorStop(0, "transparent");
    soft.addColorStop(0.3, colour);
    soft.addColorStop(0.7, colour);
    soft.addColorStop(1, "transparent");
    context.fillStyle = soft;
    context.fillRect(x - 5.5, y - 2.4, 11, 4.8);
  } else {
    for (const side of [-1, 1]) {
      context.moveTo(x + side * 2, y - 4);
      context.lineTo(x + side * 4.6, y - 4);
      context.lineTo(x + side * 4.6, y + 4);
      context.lineTo(x + side * 2, y + 4);
    }
    context.stroke();
  }
}
