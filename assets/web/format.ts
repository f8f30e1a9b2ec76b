/** Numbers as the map writes them. */

/** 42°45′12″N: seconds are 31 m of latitude, finer than the base map. */
export function degrees(value: number, positive: string, negative: string): string {
  const total = Math.round(Math.abs(value) * 3600);
  const pad = (part: number): string => String(part).padStart(2, "0");
  const whole = Math.floor(total / 3600);
  const side = value < 0 ? negative : positive;
  return `${whole}°${pad(Math.floor(total / 60) % 60)}′${pad(total % 60)}″${side}`;
}

/** Latitude, then longitude, as sailors write them. */
export function position(lat: number, lon: number): string {
  return `${degrees(lat, "N", "S")} ${degrees(wrap(lon), "E", "W")}`;
}

/** Five decimals: 1 m. */
export function decimal(lat: number, lon: number): string {
  return `${lat.toFixed(5)}, ${wrap(lon).toFixed(5)}`;
}

/** The largest of 1, 2, 5 × 10ⁿ that is not above `limit`. */
export function roundBelow(limit: number): number {
  const power = 10 ** Math.floor(Math.log10(limit));
  const digit = limit / power;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}

function wrap(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}
