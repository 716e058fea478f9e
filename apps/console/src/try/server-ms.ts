/** The milliseconds that `Server-Timing` names as the total. */
export function serverMs(timing: string | undefined): number | undefined {
  const total = /(?:^|,)\s*total;dur=([\d.]+)/.exec(timing ?? "")?.[1];
  return total === undefined ? undefined : Number(total);
}
