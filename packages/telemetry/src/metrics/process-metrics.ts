import type { ProcessUsage, WorkerUsage } from "./metric-facts.ts";
import type { Labels, Metric, Sample } from "./metric.ts";

const ofWorker = ["model", "version", "pid"] as const;

/** What processes use: the gateway's own, those that take connections beside it, and the workers. */
export const processMetrics: readonly Metric[] = [
  {
    name: "worker_rss_bytes",
    type: "gauge",
    help: "Memory of a worker, with the pages that it shares",
    labels: ofWorker,
    samples: ({ workers }) => workers.flatMap((each) => sample(workerLabels(each), each.usage.residentBytes)),
  },
  {
    name: "worker_memory_bytes",
    type: "gauge",
    help: "Memory of a worker, with its part of the pages that it shares: what limits count",
    labels: ofWorker,
    samples: ({ workers }) => workers.flatMap((each) => sample(workerLabels(each), each.usage.shareBytes)),
  },
  {
    name: "worker_memory_limit_bytes",
    type: "gauge",
    help: "Memory that all workers together may hold, where it is limited",
    labels: [],
    samples: ({ workerMemoryLimit }) => sample({}, workerMemoryLimit),
  },
  {
    name: "worker_cpu_seconds_total",
    type: "counter",
    help: "Processor time of a worker",
    labels: ofWorker,
    samples: ({ workers }) => workers.flatMap((each) => sample(workerLabels(each), each.usage.cpuSeconds)),
  },
  {
    name: "front_rss_bytes",
    type: "gauge",
    help: "Memory of a process that takes connections beside the gateway's own",
    labels: ["pid"],
    samples: ({ fronts }) => fronts.flatMap((each) => sample(pidLabel(each), each.residentBytes)),
  },
  {
    name: "front_cpu_seconds_total",
    type: "counter",
    help: "Processor time of a process that takes connections beside the gateway's own",
    labels: ["pid"],
    samples: ({ fronts }) => fronts.flatMap((each) => sample(pidLabel(each), each.cpuSeconds)),
  },
  {
    name: "process_cpu_seconds_total",
    type: "counter",
    help: "Processor time of the gateway",
    labels: [],
    samples: ({ gateway }) => sample({}, gateway.cpuSeconds),
  },
  {
    name: "process_resident_memory_bytes",
    type: "gauge",
    help: "Memory of the gateway",
    labels: [],
    samples: ({ gateway }) => sample({}, gateway.residentBytes),
  },
  {
    name: "process_start_time_seconds",
    type: "gauge",
    help: "When the gateway started, in seconds since the epoch",
    labels: [],
    samples: ({ startSeconds }) => sample({}, startSeconds),
  },
  {
    name: "event_loop_lag_seconds",
    type: "gauge",
    help: "How late turns of the gateway's event loop were since the last look: half of them, 99 of 100, and the latest",
    labels: ["percentile"],
    samples: ({ loopLag: { median, p99, max } }) => [
      ...sample({ percentile: "50" }, median),
      ...sample({ percentile: "99" }, p99),
      ...sample({ percentile: "100" }, max),
    ],
  },
];

function workerLabels({ model, version, usage }: WorkerUsage): Labels {
  return { model, version, ...pidLabel(usage) };
}

function pidLabel({ pid }: Pick<ProcessUsage, "pid">): Labels {
  return { pid: String(pid) };
}

/** None where the system does not tell. */
function sample(labels: Labels, value: number | undefined): readonly Sample[] {
  return value === undefined ? [] : [{ labels, value }];
}
