import { allMetrics } from "@switchyard/telemetry";
import { markdownTable } from "./markdown-table.ts";

const introduction = `# Metrics

Made from the program by \`npm run docs:reference\`. \`/metrics\` of every port tells Prometheus what models, workers and the gateway do,
however many processes take connections. It needs no token.

<!-- docs-test sh run=server
npm start
-->

\`\`\`sh
curl localhost:8080/metrics
# # HELP model_requests_total Requests of a model, whatever became of them; without a version where none served
# # TYPE model_requests_total counter
# …
# model_requests_total{model="iris",version="2"} 0
# …
\`\`\`

Numbers are kept for each version that serves, from the moment it does: what is tried on it before, such as its input example, does
not count. With a version that has ended its series end.
`;

const files = [
  ["deploy/prometheus/prometheus.yaml", "what Prometheus scrapes"],
  ["deploy/prometheus/alerts.yaml", "rules: what a person should know of"],
  ["deploy/grafana/dashboards", "two dashboards: all models, and one model"],
  ["deploy/compose/metrics", "a gateway, Prometheus and Grafana, ready to start"],
] as const;

const queries = [
  ["requests a second of each model", "sum by (model) (rate(model_requests_total[1m]))"],
  [
    "those that failed by the model's fault",
    'sum by (model) (rate(model_request_failures_total{reason=~"model|other"}[5m]))',
  ],
  [
    "99th percentile of the time to an answer",
    "histogram_quantile(0.99, sum by (model, le) (rate(model_request_duration_seconds_bucket[5m])))",
  ],
  [
    "rows in a run, in the mean",
    "sum by (model) (rate(model_run_rows_sum[5m])) / sum by (model) (rate(model_run_rows_count[5m]))",
  ],
  ["models that do not answer", "model_ready == 0"],
] as const;

const remarks: Readonly<Record<string, string>> = {
  "The names of NVIDIA Triton":
    "The same numbers under the names that dashboards for Triton look for; microseconds are sums over requests. There is no response cache.\n",
};

/** The page that lists every metric with its labels and its meaning. */
export function metricsPage(): string {
  const sections = Object.entries(allMetrics).map(([title, metrics]) => {
    const rows = metrics.map(({ name, type, labels, help }) => [
      `\`${name}\``,
      type,
      labels.map((label) => `\`${label}\``).join(", "),
      help,
    ]);
    const table = markdownTable(["name", "type", "labels", "meaning"], rows);
    return [`## ${title}\n`, ...[remarks[title] ?? []].flat(), table].join("\n");
  });
  return [introduction, ...ways(), ...sections].join("\n");
}

function ways(): readonly string[] {
  return [
    "## Prometheus and Grafana\n",
    markdownTable(
      ["file", "what"],
      files.map(([path, what]) => [`[\`${path}\`](../${path})`, what]),
    ),
    "## Questions\n",
    markdownTable(
      ["question", "query"],
      queries.map(([question, query]) => [question, `\`${query}\``]),
    ),
  ];
}
