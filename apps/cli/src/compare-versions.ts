import { GatewayError, silentEvents, type FetchedModel } from "@switchyard/core";
import { createStartServable } from "@switchyard/gateway";
import {
  compareSignatures,
  processWorkers,
  readInputExample,
  readRecordedRequests,
  replay,
  type RecordedRequest,
  type Replayed,
  type SignatureComparison,
} from "@switchyard/serving";
import type { Environment, RegistryAccess } from "./registry-access.ts";

/** What two versions have in common and what not, the second seen by those who are served by the first. */
export interface VersionComparison {
  readonly signature: SignatureComparison;
  readonly replayed: readonly Replayed[];
}

export interface CompareVersionsOptions {
  readonly access: RegistryAccess;
  readonly env: Environment;
  /** URIs of the two. */
  readonly uris: readonly [first: string, second: string];
  /** File of recorded requests; the versions' own input examples when it is left out. */
  readonly requests: string | undefined;
  readonly tolerance: number;
}

/** Runs two versions on this machine and asks them the same. Throws when there is nothing to ask, or one cannot run. */
export async function compareVersions(options: CompareVersionsOptions): Promise<VersionComparison> {
  const { access, env, uris, tolerance } = options;
  const [first, second] = await Promise.all(uris.map((uri) => fetched(uri, access)));
  if (!first || !second) throw new Error("two versions were asked for");
  const requests = await requestsFor(options, [first, second]);
  const start = createStartServable({
    config: access.config,
    env,
    cacheDirectory: access.cacheDirectory,
    startProcess: (command) => processWorkers(command)(),
    events: silentEvents,
  });
  await using incumbent = await start(first, access.patient());
  await using candidate = await start(second, access.patient());
  const signature = compareSignatures(first.manifest.signature, second.manifest.signature);
  const replayed = await replay({ requests, incumbent, candidate, tolerance }, access.patient());
  return { signature, replayed };
}

async function fetched(
  uri: string,
  { registry, fetchModel, soon, patient }: RegistryAccess,
): Promise<FetchedModel> {
  return await fetchModel(await registry.resolve(uri, soon()), patient());
}

async function requestsFor(
  { access, requests }: CompareVersionsOptions,
  models: readonly FetchedModel[],
): Promise<readonly RecordedRequest[]> {
  if (requests !== undefined) return await readRecordedRequests(requests, access.soon());
  const examples = await Promise.all(models.map(readInputExample));
  const found = examples.flatMap((example, index) => {
    const version = models[index]?.version.version;
    return example ? [{ ...example, place: `the input example of ${version}` }] : [];
  });
  const [example, ...others] = found;
  if (!example)
    throw new GatewayError(
      "invalid_request",
      "neither version has an input example; give requests with --requests",
    );
  return [example, ...others.filter(({ body }) => Buffer.compare(body, example.body) !== 0)];
}
