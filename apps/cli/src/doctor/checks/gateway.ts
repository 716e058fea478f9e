import { z } from "zod";
import { version as ownVersion } from "../../version.ts";
import type { DoctorContext } from "../doctor-context.ts";
import { failed, ok, warning, type Said } from "../finding.ts";

const health = z.object({
  status: z.string(),
  version: z.string(),
  registry: z.string().optional(),
  models: z.record(z.string(), z.object({ status: z.string(), reason: z.string().optional() })),
});

/** What does not answer by then is as good as none. */
const longestMs = 5000;

type Health = z.infer<typeof health>;

/** Whether a gateway runs, and how it is; none needs to run, unless somebody said where. */
export async function checkGateway(
  { url, isUrlGiven }: DoctorContext,
  signal: AbortSignal,
): Promise<readonly Said[]> {
  const answer = await asked(url, AbortSignal.any([signal, AbortSignal.timeout(longestMs)]));
  if (answer === undefined) {
    const message = `no gateway answers at ${url}`;
    const advice = "Start one with `switchyard serve`, or say where it is with --url or SWITCHYARD_URL.";
    return [isUrlGiven ? failed(message, advice) : ok(`${message}; none has to run for these checks`)];
  }
  const { data } = health.safeParse(answer);
  if (!data) return [failed(`what answers at ${url} is no Switchyard`, "Say where it is with --url.")];
  return [...aboutHealth(url, data), ...aboutVersion(data)];
}

async function asked(url: string, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(new URL("/health", url), { signal });
    return await response.json().catch(() => "no JSON");
  } catch {
    return undefined;
  }
}

function aboutHealth(url: string, { status, models, registry }: Health): readonly Said[] {
  const entries = Object.entries(models);
  const ill = entries.filter(([, model]) => model.status !== "ready");
  const facts = `the gateway at ${url} is ${status}: ${entries.length - ill.length} of ${entries.length} models answer`;
  return [
    ill.length === 0 ? ok(facts) : warning(facts, "See `switchyard status`."),
    ...ill.map(([name, { status: state, reason }]) =>
      warning(
        `${name} is ${state}${reason === undefined ? "" : `: ${reason}`}`,
        "See the lines on models and artifacts.",
      ),
    ),
    ...(registry === "stale"
      ? [
          warning(
            "the gateway does not reach its registry; it serves on what it has",
            "See the line on the registry.",
          ),
        ]
      : []),
  ];
}

function aboutVersion({ version }: Health): readonly Said[] {
  if (version === ownVersion) return [];
  return [warning(`that gateway is ${version}, this program ${ownVersion}`, "Use the same version of both.")];
}
