/** The relief's picture for one theme, made off the page's own thread. Bundled by itself, as relief.js. */

import type { Relief } from "../theme";
import { shading } from "./shading";

const shaded = shading();

addEventListener("message", ({ data: strength }: MessageEvent<Relief>) => {
  shaded(strength)
    .then((answer) => postMessage(answer, { transfer: answer.picture === null ? [] : [answer.picture] }))
    .catch(reportError);
});
