/** UTC days as whole numbers since 1970-01-01. */

const DAY_MS = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

function dateOf(day: number): Date {
  return new Date(day * DAY_MS);
}

export function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month, day) / DAY_MS;
}

/** First day of the month of a day. */
export function monthOf(day: number): number {
  const date = dateOf(day);
  return dayNumber(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** First day of the month after that of a day. */
export function nextMonth(day: number): number {
  const date = dateOf(day);
  return dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

export function yearAndMonth(day: number): { readonly year: number; readonly month: number } {
  const date = dateOf(day);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() };
}

/** 2024-03-07. */
export function isoDay(day: number): string {
  return dateOf(day).toISOString().slice(0, 10);
}

/** The day that was typed, null for none: 2024-02-30 is none. */
export function typedDay(text: string): number | null {
  const found = ISO.exec(text.trim());
  if (found === null) return null;
  const day = dayNumber(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return isoDay(day) === text.trim() ? day : null;
}

/** Mar. */
export function monthName(day: number): string {
  return MONTHS[dateOf(day).getUTCMonth()] ?? "";
}

/** Mar 2024. */
export function monthWords(day: number): string {
  return `${monthName(day)} ${dateOf(day).getUTCFullYear()}`;
}

/** 7 Mar 2024. */
export function dayWords(day: number): string {
  return `${dateOf(day).getUTCDate()} ${monthWords(day)}`;
}

/** First days of the months that share a day with a span. */
export function monthsBetween(first: number, last: number): number[] {
  const months = [];
  for (let month = monthOf(first); month <= last; month = nextMonth(month)) months.push(month);
  return months;
}
