import { say } from "../progress.ts";
import type { Findings } from "../samples.ts";

/** What cannot be measured is named with its reason, and ends no measurement of the rest. */
export async function absentIfFailing(
  findings: Findings,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(`${what} is not measured: ${reason}`);
    findings.absences.push({ server: what, reason });
  }
}
