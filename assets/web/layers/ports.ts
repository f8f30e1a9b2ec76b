/** Ports, a disc with the tick of its quay; their parts, a diamond. Colour by role, size by the calls. */

import type { Port } from "../features";
import { groundPixels, toFrame, type Frame, type Pixel } from "../mercator";
import { pixelsOf, trace } from "../polyline";
import type { Brush, Scene } from "../scene";
import type { Theme } from "../theme";

/** Zooms from which terminals and harbours inside a port are drawn, and from which what stands in them. */
const TERMINALS_FROM = 10;
const BERTHS_FROM = 12;
/** Radius grows with the square root, so that area follows the number; beyond, it would hide the coast. */
const LARGEST_RADIUS = 13;

export function portsShown(frame: Frame, scene: Scene): readonly Port[] {
  return scene.features.ports.filter(
    (port) =>
      scene.shows(port.role === "other" ? "other_ports" : "ports") &&
      frame.zoom >= shownFrom(port),
  );
}

function shownFrom({ kind }: Port): number {
  if (kind === "port") return 0;
  return kind === "oil terminal" || kind === "harbour" ? TERMINALS_FROM : BERTHS_FROM;
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

export function drawPorts(brush: Brush): void {
  const { context, frame, scene } = brush;
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
    if (port.outline.length > 0) drawOutline(brush, port, colour);
    if (port.terminal) drawDiamond(context, theme, { x, y }, radius, colour);
    else drawPort(context, theme, { x, y }, radius, colour);
  }
}

function drawPort(context: CanvasRenderingContext2D, theme: Theme, at: Pixel, radius: number, colour: string): void {
  const tick = Math.max(2.4, radius * 0.5);
  const quay = (width: number): void => {
    context.beginPath();
    context.moveTo(at.x, at.y + radius - 0.5);
    context.lineTo(at.x, at.y + radius + tick);
    context.lineCap = "butt";
    context.lineWidth = width;
    context.stroke();
  };
  context.strokeStyle = theme.halo;
  quay(4);
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.lineWidth = 2.6;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = colour;
  quay(Math.max(1.6, radius * 0.22));
}

function drawDiamond(
  context: CanvasRenderingContext2D,
  theme: Theme,
  { x, y }: Pixel,
  radius: number,
  colour: string,
): void {
  const reach = radius * 1.3;
  context.beginPath();
  context.moveTo(x, y - reach);
  context.lineTo(x + reach, y);
  context.lineTo(x, y + reach);
  context.lineTo(x - reach, y);
  context.closePath();
  context.lineJoin = "round";
  context.strokeStyle = theme.halo;
  context.lineWidth = 2.6;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
}

/** The ground that a part of a port takes, as far as it is known. */
function drawOutline({ context, frame }: Brush, { outline }: Port, colour: string): void {
  trace(context, pixelsOf(frame, outline));
  context.closePath();
  context.globalAlpha = 0.22;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
  context.lineJoin = "round";
  context.strokeStyle = colour;
  context.lineWidth = 1.2;
  context.stroke();
}
