/** Telling Python that a picture is complete: data, fonts, tiles and overlay drawn, and on the screen. */

export interface Work {
  /** Nothing is being fetched and nothing waits to be drawn. */
  settled(): boolean;
}

/**
 * The strip under a map made for capture: its colour is the token of the frame above it.
 *
 * Qt shows a frame some time after the page has drawn it, and says nothing then (measured: a picture taken
 * two animation frames later can still be the one before). The strip arrives with the frame.
 */
export class Stamp {
  private readonly strip: HTMLElement | null;

  constructor(wanted: boolean) {
    document.documentElement.classList.toggle("stamped", wanted);
    this.strip = wanted ? document.createElement("div") : null;
    if (this.strip === null) return;
    this.strip.className = "stamp";
    document.body.append(this.strip);
  }

  /** Colour the strip, if there is one. */
  set(token: number): void {
    if (this.strip !== null) this.strip.style.background = `#${(token & 0xffffff).toString(16).padStart(6, "0")}`;
  }
}

/** Resolves when `work` has been settled and two animation frames have shown it. */
export async function complete(work: Work): Promise<void> {
  let quiet = 0;
  while (quiet < 2) {
    await new Promise(requestAnimationFrame);
    quiet = work.settled() ? quiet + 1 : 0;
  }
}
