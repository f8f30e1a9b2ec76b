/** What the file holds beside the page's own code: JSON, and bytes written as base64. */

function textOf(id: string): string {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element.textContent;
}

export function embeddedJson(id: string): unknown {
  return JSON.parse(textOf(id));
}

/** UTF-8 of a JSON element. */
export function embeddedText(id: string): ArrayBuffer {
  return new TextEncoder().encode(textOf(id)).buffer;
}

/** Bytes of an element; none where there is no such element. */
export function embeddedBytes(id: string): ArrayBuffer {
  const letters = atob(document.getElementById(id)?.textContent ?? "");
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes.buffer;
}
