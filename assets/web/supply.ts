/** Where bytes come from: the application's scheme, or a page that holds them itself. */

/** The base map's archive, to which offset and length are added, and the relief's picture. */
export const BASE_MAP = "app://map/basemap";
export const RELIEF = "app://map/relief";

type Supply = (address: string) => Promise<ArrayBuffer>;

let supply: Supply = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.arrayBuffer();
};

/** Take bytes from elsewhere; to be called before anything asks for any. */
export function supplyBy(other: Supply): void {
  supply = other;
}

/** The bytes at an address. */
export function bytesAt(address: string): Promise<ArrayBuffer> {
  return supply(address);
}
