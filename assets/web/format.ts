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

/** Digits in threes: 1 234, with a narrow no-break space. */
export function grouped(value: number, decimals: number): string {
  return value.toFixed(decimals).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}

/** Into -180 to 180. */
export function wrap(lon: number): number {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}
