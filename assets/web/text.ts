/** Text on the canvas: measured once, drawn with a halo. */

export const FAMILY = '"Tumen Sans", "Tumen Sans KR", sans-serif';

export interface TextStyle {
  readonly size: number;
  readonly weight: 400 | 600;
  readonly italic: boolean;
  /** CSS pixels between letters. */
  readonly spacing: number;
  readonly colour: string;
  readonly halo: string;
  readonly haloWidth: number;
}

const widths = new Map<string, number>();

export function fontOf(style: TextStyle): string {
  return `${style.italic ? "italic " : ""}${style.weight} ${style.size}px ${FAMILY}`;
}

/** Forget measurements taken with a substitute font. */
export function forgetWidths(): void {
  widths.clear();
}

/** Size at which a text is measured, once for all sizes: sizes change with every step of the zoom. */
const MEASURED_PX = 100;

export function widthOf(context: CanvasRenderingContext2D, text: string, style: TextStyle): number {
  const key = `${style.weight}${style.italic ? "i" : ""}${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    context.font = fontOf({ ...style, size: MEASURED_PX });
    context.letterSpacing = "0px";
    width = context.measureText(text).width / MEASURED_PX;
    widths.set(key, width);
  }
  return width * style.size + style.spacing * (text.length - 1);
}

/** Draw with the left end of the middle line at x, y. */
export function drawText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  style: TextStyle,
): void {
  context.font = fontOf(style);
  context.letterSpacing = `${style.spacing}px`;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  const baseline = y + style.size * 0.35; // half the x-height to half the cap height of Noto Sans
  context.lineJoin = "round";
  if (style.haloWidth > 0) {
    context.strokeStyle = style.halo;
    context.lineWidth = style.haloWidth * 2;
    context.strokeText(text, x, baseline);
  }
  context.fillStyle = style.colour;
  context.fillText(text, x, baseline);
}
