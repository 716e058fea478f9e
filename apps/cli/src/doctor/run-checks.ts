import type { Check, DoctorContext } from "./doctor-context.ts";
import { findingOf, type Finding, type Said } from "./finding.ts";

const usualMs = 10_000;

/** Runs all checks together, each within its time; the findings stand in the checks' order. */
export async function runChecks(
  checks: readonly Check[],
  context: DoctorContext,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const said = await Promise.all(checks.map((check) => runCheck(check, context, signal)));
  return said.flat();
}

async function runCheck(
  check: Check,
  context: DoctorContext,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { name, timeoutMs = usualMs } = check;
  const timeout = AbortSignal.timeout(timeoutMs);
  const within = AbortSignal.any([signal, timeout]);
  const said = await Promise.race([tried(check, context, within), late(timeout, timeoutMs)]);
  return said.map((each) => findingOf(name, each));
}

async function tried(
  { run, advice = "Look at the reason; the other lines may explain it." }: Check,
  context: DoctorContext,
  signal: AbortSignal,
): Promise<readonly Said[]> {
  try {
    return await run(context, signal);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return [{ state: "failed", message, advice }];
  }
}

/** For what does not heed its signal. */
async function late(timeout: AbortSignal, timeoutMs: number): Promise<readonly Said[]> {
  const { promise, resolve } = Promise.withResolvers<void>();
  timeout.addEventListener("abort", () => resolve(), { once: true });
  await promise;
  const message = `not known: it took longer than ${timeoutMs / 1000} s`;
  return [{ state: "failed", message, advice: "Something does not answer; see the other lines." }];
}
