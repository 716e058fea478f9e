import { GatewayError } from "@switchyard/core";
import {
  defaultCacheDirectory,
  describeFault,
  readConfig,
  withRegistry,
  type Config,
} from "@switchyard/gateway";
import { displayUrl } from "@switchyard/registry-client";
import { checks } from "../doctor/checks.ts";
import { checkNode } from "../doctor/checks/node.ts";
import type { DoctorContext } from "../doctor/doctor-context.ts";
import { failed, findingOf, type Finding } from "../doctor/finding.ts";
import { redactor } from "../doctor/redact.ts";
import { reportText, stateOf } from "../doctor/report-text.ts";
import { lookAtRegistry } from "../doctor/registry-look.ts";
import { runChecks } from "../doctor/run-checks.ts";
import { printJson } from "../json-output.ts";
import type { OutputOptions } from "../output-options.ts";
import type { Environment } from "../registry-access.ts";

export interface DoctorOptions extends OutputOptions {
  readonly env: Environment;
  /** The configuration file, where it is not `SWITCHYARD_CONFIG`. */
  readonly config?: string;
  readonly trackingUri?: string;
  readonly url: string;
  readonly isUrlGiven: boolean;
}

/** The longest time that open connections may keep the program after its report. */
const patienceMs = 500;

/** Looks at everything that the gateway needs; exit code 1 when something would keep models from being served. */
export async function doctor(options: DoctorOptions): Promise<void> {
  const { json = false, quiet = false, config: file } = options;
  const env = file === undefined ? options.env : { ...options.env, SWITCHYARD_CONFIG: file };
  const { config, faults } = configurationOf({ ...options, env });
  const findings = config
    ? await runChecks(checks, contextOf(config, { ...options, env }), new AbortController().signal)
    : faults;
  const redact = redactor(env, config);
  const clean = findings.map((finding) => redacted(finding, redact));
  if (json) printJson({ status: stateOf(clean), findings: clean });
  else process.stdout.write(reportText(clean, { quiet }));
  process.exitCode = stateOf(clean) === "failed" ? 1 : 0;
  // What did not answer in time may hold its connection still.
  setTimeout(() => process.exit(), patienceMs).unref();
}

interface Configuration {
  readonly config: Config | undefined;
  readonly faults: readonly Finding[];
}

/** Without a configuration there is little else to look at. */
function configurationOf({ env, trackingUri }: DoctorOptions): Configuration {
  const args = trackingUri === undefined ? [] : ["--tracking-uri", trackingUri];
  const node = checkNode().map((said) => findingOf("node", said));
  const advice = "Correct it; `switchyard config schema` says what may stand there.";
  const told = (message: string): Finding => findingOf("configuration", failed(message, advice));
  try {
    const reading = readConfig({ args, env });
    if (reading.config) return { config: reading.config, faults: [] };
    return {
      config: undefined,
      faults: [...node, ...reading.faults.map((fault) => told(describeFault(fault)))],
    };
  } catch (thrown) {
    return { config: undefined, faults: [...node, told(GatewayError.from(thrown).message)] };
  }
}

function contextOf(given: Config, { env, url, isUrlGiven }: DoctorOptions): DoctorContext {
  const config = withRegistry(given);
  let look: ReturnType<typeof lookAtRegistry> | undefined;
  return {
    env,
    config,
    hasOwnRegistry: (given.registry.trackingUri ?? given.registry.registryUri) !== undefined,
    cacheDirectory: config.cacheDirectory ?? defaultCacheDirectory(env),
    url,
    isUrlGiven,
    registry: async () => await (look ??= lookWithin(registryMs, config)),
  };
}

/** What is given up for its time says that, rather than what became of the question. */
async function lookWithin(
  timeoutMs: number,
  config: Parameters<typeof lookAtRegistry>[0],
): ReturnType<typeof lookAtRegistry> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await lookAtRegistry(config, signal);
  } catch (cause) {
    if (!signal.aborted) throw cause;
    const place = displayUrl(config.registry.registryUri ?? config.registry.trackingUri);
    const message = `${place} has not answered within ${timeoutMs / 1000} s`;
    throw new GatewayError("registry_unavailable", message, { cause });
  }
}

/** Somewhat less than the checks that ask for it have, so that they can say what was wrong. */
const registryMs = 12_000;

function redacted(finding: Finding, redact: (text: string) => string): Finding {
  return { ...finding, message: redact(finding.message) };
}
