/**
 * Collecting garbage while the map moves, on the page's thread and on that of a worker.
 *
 * Each frame of a pan leaves a megabyte, and by itself the engine lets 300 MB of it lie, whose memory it then keeps
 * (measured, Qt 6.12). It collects beside the page's own work.
 */

/** There because of the flag in desktop_app/bootstrap.py; not in a browser. */
declare const gc: ((how: { readonly type: "major"; readonly execution: "async" }) => Promise<void>) | undefined;

const EVERY_MS = 1500;

let last = 0;

/** Call wherever garbage was made; most calls do nothing. */
export function collectNowAndThen(): void {
  const now = performance.now();
  if (now - last < EVERY_MS || typeof gc === "undefined") return;
  last = now;
  void gc({ type: "major", execution: "async" });
}
