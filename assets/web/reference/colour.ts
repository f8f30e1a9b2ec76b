/** A person's colour, made to stand out on the ground of any theme. */

import type { Theme } from "../theme";

/** WCAG 2.2: what is needed to understand a graphic has 3 : 1 (1.4.11), text 4.5 : 1 (1.4.3). */
const OF_MARKS = 3;
export const OF_TEXT = 4.5;
const STEPS = 10;
const HEX = /^#[0-9a-f]{6}$/i;

/** The colour itself where it can be seen on the ground, else mixed with the theme's text until it can. */
export function onGround(colour: string, theme: Theme, ground: string, least = OF_MARKS): string {
  const given = HEX.test(colour) ? colour : theme.neutral;
  for (let step = 0; step < STEPS; step++) {
    const mixed = mix(given, theme.text, step / STEPS);
    if (contrast(mixed, ground) >= least) return mixed;
  }
  return theme.text;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}

function mix(one: string, other: string, share: number): string {
  const others = channels(other);
  const mixed = channels(one).map((value, place) => Math.round(value + share * ((others[place] ?? 0) - value)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Contrast of two colours as WCAG reckons it, 1 to 21. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
