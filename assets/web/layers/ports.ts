/** Ports and terminals: a disc with the tick of its quay, colour by role, size by the calls in the filter. */

import type { Port } from "../features";
import { groundPixels, toFrame, type Frame } from "../mercator";
import type { Brush, Scene } from "../scene";
import type { Theme } from "../theme";

/** Zoom from which the terminals inside a port are drawn. */
export const TERMINALS_FROM = 10;
/** Radius grows with the square root, so that area follows the number; beyond, it would hide the coast. */
const LARGEST_RADIUS = 13;

export function portsShown(frame: Frame, scene: Scene): readonly Port[] {
  return scene.features.ports.filter(
    (port) =>
      scene.shows(port.role === "other" ? "other_ports" : "ports") &&
      (!port.terminal || frame.zoom >= TERMINALS_FROM),
  );
}

export function portRadius(port: Port, frame: Frame, scene: Scene): number {
  const calls = scene.calls(port.id);
  const far = frame.zoom < 6 ? 0.8 : 1;
  if (calls > 0) return Math.min(LARGEST_RADIUS, (4.6 + 1.9 * Math.sqrt(calls)) * far);
  if (port.terminal) return 3;
  return (port.role === "other" ? 3 : 4.2) * far;
}

export function roleColour(theme: Theme, role: Port["role"]): string {
  return { loading: theme.loading, discharge: theme.discharge, rail: theme.rail, other: theme.neutral }[role];
}

export function drawPorts({ context, frame, scene }: Brush): void {
  const { theme } = scene.style;
  const order = [...portsShown(frame, scene)].sort(
    (one, other) => portRadius(other, frame, scene) - portRadius(one, frame, scene),
  );
  for (const port of order) {
    const { x, y } = toFrame(frame, port.unit);
    const radius = portRadius(port, frame, scene);
    const colour = roleColour(theme, port.role);
    if (scene.selection.has(port.key) && port.accuracy_m !== null) {
      const accuracy = groundPixels(frame, port.lat, port.accuracy_m);
      if (accuracy > radius + 6) {
        context.beginPath();
        context.arc(x, y, accuracy, 0, 2 * Math.PI);
        context.strokeStyle = colour;
        context.lineWidth = 1;
        context.setLineDash([3, 3]);
        context.stroke();
        context.setLineDash([]);
      }
    }
    const tick = Math.max(2.4, radius * 0.5);
    const quay = (width: number): void => {
      context.beginPath();
      context.moveTo(x, y + radius - 0.5);
      context.lineTo(x, y + radius + tick);
      context.lineCap = "butt";
      context.lineWidth = width;
      context.stroke();
    };
    context.strokeStyle = theme.halo;
    quay(4);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.lineWidth = 2.6;
    context.stroke();
    context.fillStyle = colour;
    context.fill();
    context.strokeStyle = colour;
    quay(Math.max(1.6, radius * 0.22));
  }
}
