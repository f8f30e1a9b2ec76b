/** Gives the map the bytes that the file holds. Imported before anything that asks for them. */

import { BASE_MAP, RELIEF, supplyBy } from "../supply";
import { embeddedBytes, embeddedText } from "./embedded";

export const FEATURES = "page://features";
export const ARRAYS = "page://arrays";
/** Ids of the elements that hold them. */
const ELEMENTS: Readonly<Record<string, string>> = { [ARRAYS]: "tumen-arrays", [RELIEF]: "tumen-relief" };

/** The script stands in the head: what it reads comes after it. */
const parsed = new Promise<void>((resolve) => document.addEventListener("DOMContentLoaded", () => resolve()));
let baseMap: ArrayBuffer | null = null;

supplyBy(async (address) => {
  await parsed;
  if (address === FEATURES) return embeddedText("tumen-features");
  const element = ELEMENTS[address];
  if (element !== undefined) return embeddedBytes(element);
  const [offset, length] = address.slice(BASE_MAP.length + 1).split("/").map(Number);
  if (!address.startsWith(`${BASE_MAP}/`) || offset === undefined || length === undefined) {
    throw new Error(`the page does not hold ${address}`);
  }
  baseMap ??= embeddedBytes("tumen-basemap");
  return baseMap.slice(offset, offset + length);
});
