import type { DoctorContext } from "../doctor-context.ts";
import { ok, warning, type Said } from "../finding.ts";

/** S3 refuses what is a quarter of an hour off; certificates and tokens have their times, too. */
const mostSeconds = 60;

const longestMs = 5000;

/** Whether this machine's clock agrees with that of the registry or the artifact store. */
export async function checkClock({ config }: DoctorContext, signal: AbortSignal): Promise<readonly Said[]> {
  const { trackingUri, s3 } = config.registry;
  const servers = [trackingUri, s3.endpoint].filter((uri) => uri !== undefined && /^https?:/i.test(uri));
  const soon = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  const dates = await Promise.all(servers.map((uri) => dateOf(uri ?? "", soon)));
  const known = dates.filter((date) => date !== undefined);
  if (known.length === 0) return [ok(`${new Date().toISOString()}; there is no server to compare it with`)];
  const offSeconds = Math.max(...known.map((date) => Math.abs(Date.now() - date) / 1000));
  const facts = `${new Date().toISOString()}; ${Math.round(offSeconds)} s from the registry's servers`;
  if (offSeconds <= mostSeconds) return [ok(facts)];
  return [warning(facts, "Set this machine's clock (timedatectl set-ntp true), or the server's.")];
}

/** Without credentials: a refusal has the time on it as well. */
async function dateOf(uri: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    const { origin } = new URL(uri);
    const response = await fetch(origin, { method: "HEAD", redirect: "manual", signal });
    const date = Date.parse(response.headers.get("date") ?? "");
    return Number.isNaN(date) ? undefined : date;
  } catch {
    return undefined;
  }
}
