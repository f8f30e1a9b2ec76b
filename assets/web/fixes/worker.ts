/** Draws tracks and positions off the page's own thread. Bundled by itself, as fixes.js. */

import { collectNowAndThen } from "../collect";
import { drawing, type Asked } from "./drawing";

const drawn = drawing();

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  const answer = drawn(data);
  if (answer === null) return;
  postMessage(answer, { transfer: [answer.pixels] });
  collectNowAndThen();
});
