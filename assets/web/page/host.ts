/** Drives the map in place of Python: the same messages both ways, without leaving the page. */

import { meetInPage, type Bridge } from "../bridge";
import { WORKER as RELIEF_WORKER } from "../basemap/relief";
import { shading } from "../basemap/shading";
import { drawing, type Asked } from "../fixes/drawing";
import { WORKER as FIXES_WORKER } from "../fixes/layer";
import { doInPage } from "../helper";
import type { FromPage, ToPage } from "../protocol";
import type { Relief } from "../theme";

export class Host implements Bridge {
  private slot: (text: string) => void = () => undefined;
  readonly post = { connect: (slot: (text: string) => void): void => void (this.slot = slot) };

  /** @param heard is told what the map says. */
  constructor(private readonly heard: (message: FromPage) => void) {
    meetInPage(this);
    // A page that was opened from a disk may start no worker.
    doInPage(RELIEF_WORKER, () => {
      const shaded = shading();
      return (asked) => shaded(asked as Relief);
    });
    doInPage(FIXES_WORKER, () => {
      const drawn = drawing();
      return async (asked) => drawn(asked as Asked);
    });
  }

  receive(text: string): void {
    this.heard(JSON.parse(text) as FromPage);
  }

  tell(message: ToPage): void {
    this.slot(JSON.stringify(message));
  }
}
