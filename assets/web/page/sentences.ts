/** Numbers and sentences as the program writes them: desktop_app/exporters/wording.py and left_out.py. */

import { grouped } from "../format";
import type { Sum } from "./sums";

const NO_BREAK = "\u00a0";

/** 23 197, with narrow spaces; halves to even, as Python rounds. */
export function number(value: number): string {
  const down = Math.floor(value);
  const half = value - down === 0.5;
  return grouped(half ? down + (down % 2) : Math.round(value), 0);
}

function range(low: number, high: number): string {
  const [first, last] = [number(low), number(high)];
  return first === last ? first : `${first}–${last}`;
}

/** 25 604 (8 592–27 272); one number where all are equal. */
export function barrels(low: number, best: number, high: number, unit = ""): string {
  const [told, ends] = [number(best), range(low, high)];
  const withUnit = unit === "" ? told : `${told}${NO_BREAK}${unit}`;
  return ends === told ? withUnit : `${withUnit} (${ends})`;
}

export function callsWords(count: number, about: boolean): string {
  return `${about ? "about " : ""}${number(count)} call${count === 1 ? "" : "s"}`;
}

/** Counts with their range, and that they are a minimum. */
export function summary(total: Sum): string {
  const words = [callsWords(total.calls, total.about)];
  if (total.trains > 0) words.push(`${number(total.trains)} consignment${total.trains === 1 ? "" : "s"} by rail`);
  const known = total.estimated + total.trainsEstimated;
  const volume =
    known === 0 ? "" : `, ${barrels(total.low, total.best, total.high, "bbl")} estimated for ${number(known)} of them`;
  const told = `${words.join(" and ")}${volume}`;
  return `${told.charAt(0).toUpperCase()}${told.slice(1)}. ${minimum(total)}`.trim();
}

/** What the observed sum leaves out; empty if nothing. */
export function minimum({ calls, estimated, about }: Sum): string {
  const missing = calls - estimated;
  if (calls === 0) return "No call is published under this filter; that is not a zero.";
  if (missing === 0) return "";
  const approximately = about ? "about " : "";
  const commas = (value: number): string => value.toLocaleString("en-US");
  if (estimated === 0) {
    return `No volume is estimated: of ${approximately}${calls} call${calls > 1 ? "s" : ""}, none has both its ship and her size documented.`;
  }
  return (
    `A minimum: a volume is estimated for ${commas(estimated)} of ${approximately}${commas(calls)} calls; ` +
    `for the other ${commas(missing)} the ship or her size is not documented, or she was in ballast.`
  );
}
