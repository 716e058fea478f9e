const steps = [
  [60, "second", 1],
  [3600, "minute", 60],
  [86_400, "hour", 3600],
  [Number.POSITIVE_INFINITY, "day", 86_400],
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });

/** How long ago something was, in the words of a newspaper: `5 min. ago`. */
export function formatAgo(at: string, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - Date.parse(at)) / 1000);
  if (Number.isNaN(seconds)) return at;
  if (seconds < 5) return "now";
  const step = steps.find(([limit]) => seconds < limit) ?? steps[3];
  return relative.format(-Math.floor(seconds / step[2]), step[1]);
}

/** The day and the time to the second, on this machine's clock. */
export function formatMoment(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime())
    ? at
    : date.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
}
