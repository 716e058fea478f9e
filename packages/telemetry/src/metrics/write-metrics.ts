import type { MetricFacts } from "./metric-facts.ts";
import type { HistogramSample, Labels, Metric, Sample } from "./metric.ts";

/** The metrics in Prometheus' text format; those without a value just now are left out. */
export function writeMetrics(metrics: readonly Metric[], facts: MetricFacts): string {
  const lines: string[] = [];
  for (const metric of metrics) {
    const samples =
      metric.type === "histogram"
        ? metric.samples(facts).flatMap((sample) => histogramLines(metric.name, sample))
        : metric.samples(facts).map((sample) => sampleLine(metric.name, sample));
    if (samples.length === 0) continue;
    lines.push(`# HELP ${metric.name} ${metric.help}`, `# TYPE ${metric.name} ${metric.type}`, ...samples);
  }
  return `${lines.join("\n")}\n`;
}

function histogramLines(name: string, { labels, bounds, values }: HistogramSample): readonly string[] {
  const { counts, sum } = values;
  let below = 0;
  const classes = bounds.map((bound, index) => {
    below += counts[index] ?? 0;
    return sampleLine(`${name}_bucket`, { labels: { ...labels, le: numberText(bound) }, value: below });
  });
  return [
    ...classes,
    sampleLine(`${name}_sum`, { labels, value: sum }),
    sampleLine(`${name}_count`, { labels, value: below }),
  ];
}

function sampleLine(name: string, { labels, value }: Sample): string {
  return `${name}${labelsText(labels)} ${numberText(value)}`;
}

function labelsText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** Names of models may be any text. */
function escaped(value: string): string {
  return value
    .toWellFormed()
    .replaceAll("\0", "\uFFFD")
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n");
}

function numberText(value: number): string {
  if (value === Infinity) return "+Inf";
  return value === -Infinity ? "-Inf" : String(value);
}
