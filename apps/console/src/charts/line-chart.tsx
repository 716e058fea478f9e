import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Maybe } from "../api/maybe.ts";
import { lineSummary } from "./line-summary.ts";
import type { Mark } from "./marks.ts";
import type { PlotScale } from "./plot-options.ts";
import { usePlot } from "./use-plot.ts";

/** A number over time. */
export interface Line {
  readonly label: string;
  readonly values: readonly Maybe<number>[];
  readonly tone: "accent" | "good" | "busy" | "bad" | "muted";
}

interface LineChartProps {
  readonly title: string;
  /** Seconds since 1970, one for each value. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  readonly marks: readonly Mark[];
  readonly format: (value: Maybe<number>) => string;
  readonly scale: PlotScale;
}

/** Lines over time, with the numbers under the pointer, and a sentence for those who do not see it. */
export function LineChart({ title, times, lines, marks, format, scale }: LineChartProps): VNode {
  const point = useSignal<number | undefined>(undefined);
  const data = useMemo(
    (): [number[], ...(number | null)[][]] => [
      [...times],
      ...lines.map(({ values }) => values.map((value) => value ?? null)),
    ],
    [times],
  );
  const figure = usePlot({ data, marks, format, scale, onPoint: (index) => (point.value = index) });
  const summary = `${title}, the last ten minutes. ${lineSummary(lines, format)}`;
  return (
    <figure class="card chart" ref={figure}>
      <figcaption>
        <h3>{title}</h3>
        <Legend lines={lines} format={format} index={point.value ?? times.length - 1} />
      </figcaption>
      <div class="plot" role="img" aria-label={summary} />
    </figure>
  );
}

interface LegendProps extends Pick<LineChartProps, "lines" | "format"> {
  readonly index: number;
}

function Legend({ lines, format, index }: LegendProps): VNode {
  return (
    <ul class="legend">
      {lines.map(({ label, values, tone }) => (
        <li key={label}>
          <i class={`swatch swatch-${tone}`} /> {label} <strong>{format(values[index])}</strong>
        </li>
      ))}
    </ul>
  );
}
