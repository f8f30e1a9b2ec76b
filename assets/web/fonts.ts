/** The map's fonts, loaded before the first name is written. */

import { FAMILY, forgetWidths } from "./text";

const FACES: readonly string[] = ["400 12px", "600 12px", "italic 400 12px"];
/** One letter of each file: Latin and Cyrillic share one, Hangul has its own. */
const LATIN = "A";
const HANGUL = "가";

async function load(letter: string): Promise<void> {
  await Promise.all(FACES.map((face) => document.fonts.load(`${face} ${FAMILY}`, letter)));
  forgetWidths();
}

export function loadLatin(): Promise<void> {
  return load(LATIN);
}

/** Hangul is five times as large and needed only when Korean is shown. */
export function loadHangul(): Promise<void> {
  return load(HANGUL);
}
