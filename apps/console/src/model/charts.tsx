import type { ComponentProps, VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { ModelStatistics, StatisticsPoint } from "../api/statistics.ts";
import { BarChart } from "../charts/bar-chart.tsx";
import { barsOf, countLabel, measureLabel } from "../charts/classes.ts";
import { LineChart, type Line } from "../charts/line-chart.tsx";
import { versionMarks } from "../charts/marks.ts";
import { formatBytes, formatCount, formatMs } from "../format/format-number.ts";

/** The last ten minutes of a model as lines, and all since its start as bars. */
export function Charts({ statistics }: ChartsProps): VNode {
  return (
    <div class="charts">
      <Courses series={statistics.series} />
      <Distributions statistics={statistics} />
    </div>
  );
}

interface ChartsProps {
  readonly statistics: Pick<ModelStatistics, "series" | "latency" | "run_rows">;
}

const mebibyte = 1024 ** 2;
const binarySteps = Array.from({ length: 24 }, (_, power) => mebibyte * 2 ** power);

const courses: readonly Course[] = [
  {
    title: "Requests a second",
    format: formatCount,
    scale: { least: 1 },
    lines: [
      { label: "requests", tone: "accent", key: "requests_per_second" },
      { label: "errors", tone: "bad", key: "errors_per_second" },
    ],
  },
  {
    title: "Latency",
    format: formatMs,
    scale: { least: 1 },
    lines: [
      { label: "p50", tone: "accent", key: "p50_ms" },
      { label: "p99", tone: "busy", key: "p99_ms" },
    ],
  },
  {
    title: "Memory",
    format: formatBytes,
    scale: { least: 64 * mebibyte, steps: binarySteps },
    lines: [{ label: "workers", tone: "good", key: "memory_bytes" }],
  },
  {
    title: "Queue",
    format: formatCount,
    scale: { least: 4 },
    lines: [{ label: "waiting", tone: "muted", key: "queued" }],
  },
];

interface Course extends Pick<ComponentProps<typeof LineChart>, "title" | "format" | "scale"> {
  readonly lines: readonly (Pick<Line, "label" | "tone"> & { readonly key: LineKey })[];
}

type LineKey = Exclude<keyof StatisticsPoint, "at" | "version">;

function Courses({ series }: { readonly series: readonly StatisticsPoint[] }): VNode {
  const times = useMemo(() => series.map(({ at }) => Date.parse(at) / 1000), [series]);
  const marks = useMemo(() => versionMarks(series), [series]);
  return (
    <>
      {courses.map(({ lines, ...course }) => (
        <LineChart
          key={course.title}
          {...course}
          times={times}
          marks={marks}
          lines={lines.map(({ key, ...line }) => ({ ...line, values: series.map((point) => point[key]) }))}
        />
      ))}
    </>
  );
}

function Distributions({ statistics: { latency, run_rows: runRows } }: ChartsProps): VNode {
  const latencies = latency.map(({ le_ms: bound, count }) => ({ bound: bound ?? undefined, count }));
  const rows = runRows.map(({ rows: bound, count }) => ({ bound: bound ?? undefined, count }));
  return (
    <>
      <BarChart
        title="Latency since the start"
        unit="Time"
        bars={barsOf(latencies, measureLabel(formatMs))}
      />
      <BarChart title="Rows that ran together" unit="Rows" bars={barsOf(rows, countLabel)} />
    </>
  );
}
