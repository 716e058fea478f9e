import type { VNode } from "preact";
import { modelPath } from "../api/ask.ts";
import { modelStatistics } from "../api/statistics.ts";
import { live } from "../state/live.ts";
import { useAsked } from "../state/use-asked.ts";
import { Charts } from "./charts.tsx";

// New points come at this pace.
const everyMs = 5000;

/** What a model did in the last ten minutes. */
export function StatisticsView({ name }: { readonly name: string }): VNode {
  const { value } = useAsked(modelPath(name, "/statistics"), modelStatistics, {
    when: live.value.connection.kind,
    everyMs,
  });
  return (
    <section aria-labelledby="statistics-heading">
      <h2 id="statistics-heading" class="visually-hidden">
        Statistics
      </h2>
      {value && <Charts statistics={value} />}
    </section>
  );
}
