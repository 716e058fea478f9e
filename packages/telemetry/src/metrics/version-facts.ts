import type { RequestCounts, ServingGauges, VersionStatus } from "@switchyard/core";
import type { MetricFacts } from "./metric-facts.ts";
import type { Labels } from "./metric.ts";

/** A version that serves, what it has done, and how metrics name it. */
export interface VersionFacts {
  readonly labels: Labels;
  readonly counts: RequestCounts;
  readonly gauges: ServingGauges;
}

/** The versions that serve, of all models. */
export function versionsIn({ models }: MetricFacts): readonly VersionFacts[] {
  return models.flatMap(({ status, statistics }) =>
    (statistics?.versions ?? []).map(({ version, counts, gauges }) => ({
      labels: { model: status.name, version },
      counts,
      gauges,
    })),
  );
}

/** The versions that are loaded, of all models, as the registry describes them. */
export function loadedIn({ models }: MetricFacts): readonly VersionStatus[] {
  return models.flatMap(({ status }) => status.versions.filter(({ state }) => state === "ready"));
}

/** How metrics name a version. */
export function labelsOf({ version }: VersionStatus): Labels {
  return { model: version.name, version: version.version };
}
