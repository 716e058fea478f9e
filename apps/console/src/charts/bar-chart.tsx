import type { VNode } from "preact";
import { formatCount } from "../format/format-number.ts";

/** How often something was in a class of sizes. */
export interface Bar {
  readonly label: string;
  readonly count: number;
}

interface BarChartProps {
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
}

/** Counts by class as a table whose rows are bars. */
export function BarChart({ title, unit, bars }: BarChartProps): VNode {
  const top = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <section class="card chart" aria-label={title}>
      <h3>{title}</h3>
      {bars.length === 0 ? (
        <p class="hint">Nothing was counted yet.</p>
      ) : (
        <table class="bars" aria-label={title}>
          <thead class="visually-hidden">
            <tr>
              <th scope="col">{unit}</th>
              <th scope="col">Share</th>
              <th scope="col">Count</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ label, count }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td class="bar-cell">
                  <svg class="share-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(count / top) * 100} height="8" />
                  </svg>
                </td>
                <td class="number">{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
