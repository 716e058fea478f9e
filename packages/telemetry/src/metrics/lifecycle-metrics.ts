import { swapPhases, workerEnds } from "@switchyard/core";
import { swapBoundsSeconds, swapResults } from "./lifecycle-recorder.ts";
import type { Metric } from "./metric.ts";
import { labelsOf, loadedIn } from "./version-facts.ts";

/** Which versions serve, and what became of switches and workers. */
export const lifecycleMetrics: readonly Metric[] = [
  {
    name: "model_info",
    type: "gauge",
    help: "Versions that are loaded; always 1",
    labels: ["model", "version", "alias", "digest", "flavor"],
    samples: (facts) =>
      loadedIn(facts).map((status) => ({
        labels: {
          ...labelsOf(status),
          alias: status.version.alias ?? "",
          digest: status.fetched?.digest ?? "",
          flavor: status.servable?.description.flavor ?? "",
        },
        value: 1,
      })),
  },
  {
    name: "model_ready",
    type: "gauge",
    help: "Whether a version of the model answers (1) or none does (0)",
    labels: ["model"],
    samples: ({ models }) =>
      models.map(({ status: { name, current } }) => ({ labels: { model: name }, value: current ? 1 : 0 })),
  },
  {
    name: "model_resting",
    type: "gauge",
    help: "Whether the version is at rest (1): ready, but without workers until it is asked",
    labels: ["model", "version"],
    samples: (facts) =>
      loadedIn(facts).map((status) => ({
        labels: labelsOf(status),
        value: status.servable?.residence?.state === "resting" ? 1 : 0,
      })),
  },
  {
    name: "model_swap_total",
    type: "counter",
    help: "Versions that took over from another one (switched), could not be loaded (failed), or were rolled back or refused (held)",
    labels: ["model", "result"],
    samples: ({ models, lifecycle }) =>
      models.flatMap(({ status: { name: model } }) =>
        swapResults.map((result) => ({ labels: { model, result }, value: lifecycle.swaps(model, result) })),
      ),
  },
  {
    name: "model_swap_duration_seconds",
    type: "histogram",
    help: "Time of the steps of a switch: asking the registry (resolve), fetching files, starting workers and warming them up (load), the checks before it takes over (gate), taking over (flip), and ending the old version (drain)",
    labels: ["phase"],
    samples: ({ lifecycle }) =>
      swapPhases.flatMap((phase) => {
        const found = lifecycle.phases.get(phase);
        return found ? [{ labels: { phase }, bounds: swapBoundsSeconds, values: found }] : [];
      }),
  },
  {
    name: "worker_restarts_total",
    type: "counter",
    help: "Workers that were replaced because they ended (died), did not answer (hung), broke the protocol, or held too much memory",
    labels: ["model", "reason"],
    samples: ({ models, lifecycle }) =>
      models.flatMap(({ status: { name: model } }) =>
        workerEnds.map((reason) => ({ labels: { model, reason }, value: lifecycle.restarts(model, reason) })),
      ),
  },
];
