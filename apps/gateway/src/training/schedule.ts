import { Cron } from "croner";

/** When something happens, again and again. */
export interface Schedule {
  readonly cron: string;
  /** Such as `Europe/Vienna`; the machine's own when it is left out. */
  readonly timezone?: string | undefined;
}

/** Why a schedule cannot be kept; nothing when it can. */
export function scheduleFault(schedule: Schedule): string | undefined {
  try {
    using timer = start(schedule, () => undefined);
    return timer.next() === undefined ? "never happens" : undefined;
  } catch (thrown) {
    const [reason] = (thrown instanceof Error ? thrown.message : String(thrown)).split(". ");
    return reason;
  }
}

/** Calls at each time of the schedule, until it is disposed. */
export function keepSchedule(schedule: Schedule, call: () => void): Disposable {
  return start(schedule, call);
}

interface Timer extends Disposable {
  readonly next: () => Date | undefined;
}

function start({ cron, timezone }: Schedule, call: () => void): Timer {
  const zone = timezone === undefined ? {} : { timezone };
  const timer = new Cron(cron, { ...zone, unref: true }, call);
  return { next: () => timer.nextRun() ?? undefined, [Symbol.dispose]: () => timer.stop() };
}
