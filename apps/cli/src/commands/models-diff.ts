import { describeDifference } from "@switchyard/serving";
import { compareVersions, type VersionComparison } from "../compare-versions.ts";
import { openRegistryAccess, type RegistryFlags } from "../registry-access.ts";
import { orExitCode } from "../or-exit-code.ts";

export interface ModelsDiffOptions extends RegistryFlags {
  readonly name: string;
  readonly versions: readonly [first: string, second: string];
  readonly requests?: string;
  readonly tolerance: number;
}

/** Prints where two versions differ; exit code 0 when nowhere, 1 when somewhere, 2 when they cannot be compared. */
export async function modelsDiff(options: ModelsDiffOptions): Promise<void> {
  await orExitCode({ code: 2, json: options.json }, async () => {
    const { env, name, versions, requests, tolerance, json } = options;
    await using access = openRegistryAccess(options);
    const uris = [`models:/${name}/${versions[0]}`, `models:/${name}/${versions[1]}`] as const;
    const comparison = await compareVersions({ access, env, uris, requests, tolerance });
    process.stdout.write(json ? toJson(comparison, options) : toText(comparison, options));
    process.exitCode = isSame(comparison) ? 0 : 1;
  });
}

function isSame({ signature, replayed }: VersionComparison): boolean {
  return signature.verdict === "same" && replayed.every(({ differences }) => differences.length === 0);
}

function toJson({ signature, replayed }: VersionComparison, { name, versions }: ModelsDiffOptions): string {
  const differences = replayed.flatMap((each) =>
    each.differences.map((difference) => ({ request: each.request.place, ...difference })),
  );
  return `${JSON.stringify({ name, versions, signature, requests: replayed.length, differences }, null, 2)}\n`;
}

function toText({ signature, replayed }: VersionComparison, { name, versions }: ModelsDiffOptions): string {
  const different = replayed.filter(({ differences }) => differences.length > 0);
  const lines = [
    `${name}: ${versions[1]} in place of ${versions[0]}`,
    `signature: ${signature.verdict}`,
    ...signature.reasons.map((reason) => `  ${reason}`),
    `answers: ${different.length} of ${replayed.length} differ`,
    ...different.map((each) => `  ${describeDifference(each)}`),
  ];
  return `${lines.join("\n")}\n`;
}
