import type { VNode } from "preact";
import type { ModelLine } from "../api/model-line.ts";
import { formatBytes, formatCount } from "../format/format-number.ts";
import { live } from "../state/live.ts";
import { Figures } from "../ui/figures.tsx";
import { totalsOf } from "./totals.ts";

/** The sums over all models. */
export function TotalsLine({ models }: { readonly models: readonly ModelLine[] }): VNode {
  const totals = totalsOf(models, live.value.statistics);
  return (
    <Figures
      label="Totals"
      figures={[
        ["Models ready", `${totals.ready} of ${totals.count}`],
        ["Requests/s", formatCount(totals.requestsPerSecond)],
        ["Errors/s", formatCount(totals.errorsPerSecond)],
        ["Queued", formatCount(totals.queued)],
        ["Memory", formatBytes(totals.memoryBytes)],
      ]}
    />
  );
}
