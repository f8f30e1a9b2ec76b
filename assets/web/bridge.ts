/** The channel to whoever drives the map, Python as a rule: two members, JSON both ways. */

import { PROTOCOL_VERSION, type FromPage, type Handlers, type ToPage } from "./protocol";

interface Signal {
  connect(slot: (text: string) => void): void;
}

export interface Bridge {
  readonly post: Signal;
  receive(text: string): void;
}

/** What Qt's qwebchannel.js, loaded before this script, puts on the window; its class is not a property there. */
declare const QWebChannel: new (
  transport: unknown,
  ready: (channel: { readonly objects: { readonly bridge: Bridge } }) => void,
) => unknown;
declare const qt: { readonly webChannelTransport: unknown };

let remote: Bridge | null = null;
/** How the other side is met. */
let meet = (ready: (bridge: Bridge) => void): void => {
  new QWebChannel(qt.webChannelTransport, (channel) => ready(channel.objects.bridge));
};

/** Be driven by somebody in the page itself; to be called before `open`. */
export function meetInPage(other: Bridge): void {
  meet = (ready) => ready(other);
}

/** Say something to Python; before the channel is open there is nobody to say it to. */
export function send(message: FromPage): void {
  remote?.receive(JSON.stringify(message));
}

/** Report an exception; it is logged and shown by the application. */
export function fail(where: string, error: unknown): void {
  const known = error instanceof Error ? error : new Error(String(error));
  send({ type: "Failed", where, message: known.message, stack: known.stack ?? "" });
}

/** Open the channel, hand every message to its handler, say ready, then `greet`. */
export function open(handlers: Handlers, greet: () => void): void {
  const table = handlers as Readonly<Record<string, ((message: ToPage) => void) | undefined>>;
  meet((bridge) => {
    remote = bridge;
    remote.post.connect((text) => {
      const message = JSON.parse(text) as ToPage;
      try {
        const handle = table[message.type];
        if (handle === undefined) throw new Error(`unknown message ${message.type}`);
        handle(message);
      } catch (error) {
        fail(message.type, error);
      }
    });
    send({ type: "Ready", protocol_version: PROTOCOL_VERSION });
    greet();
  });
}
