/** Work done beside the page: by a worker of the application, or by the page itself where it stands alone. */

export interface Helper<Asked> {
  post(asked: Asked, transfer: Transferable[]): void;
  end(): void;
}

/** Does one thing after the other; makes its answer, null for none. */
export type Doing = (asked: unknown) => Promise<unknown>;

const doings = new Map<string, () => Doing>();

/** Let the page do what the worker of an address would; to be called before it is asked for. */
export function doInPage(address: string, make: () => Doing): void {
  doings.set(address, make);
}

/** The helper of an address; its answers are taken in the order of what was asked. */
export function helperAt<Asked, Answer>(
  address: string,
  take: (answer: Answer) => void,
  failed: (error: Error) => void,
): Helper<Asked> {
  const make = doings.get(address);
  if (make === undefined) return workerAt(address, take, failed);
  const doing = make();
  let ended = false;
  return {
    post: (asked) => {
      doing(asked).then(
        (answer) => {
          if (!ended && answer !== null) take(answer as Answer);
        },
        (error: unknown) => failed(error instanceof Error ? error : new Error(String(error))),
      );
    },
    end: () => {
      ended = true;
    },
  };
}

function workerAt<Asked, Answer>(
  address: string,
  take: (answer: Answer) => void,
  failed: (error: Error) => void,
): Helper<Asked> {
  const worker = new Worker(address);
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => take(data));
  worker.addEventListener("error", ({ message }) => failed(new Error(`${address}: ${message}`)));
  return {
    post: (asked, transfer) => worker.postMessage(asked, transfer),
    end: () => worker.terminate(),
  };
}
