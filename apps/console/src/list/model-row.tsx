import type { VNode } from "preact";
import type { ModelLine } from "../api/model-line.ts";
import { Sparkline } from "../charts/sparkline.tsx";
import { formatBytes, formatCount, formatMs } from "../format/format-number.ts";
import { modelHref } from "../routing/route.ts";
import { live } from "../state/live.ts";
import { StatusBadge } from "../ui/status-badge.tsx";
import { stateOf } from "./state-of.ts";
import { trafficText } from "./traffic-text.ts";
import { VersionTags } from "./version-tags.tsx";

interface ModelRowProps {
  readonly model: ModelLine;
}

/** One model in the list. */
export function ModelRow({ model }: ModelRowProps): VNode {
  return (
    <tr>
      <NameCell model={model} />
      <StateCell model={model} />
      <td class="from-medium">
        <VersionTags model={model} />
      </td>
      <RuntimeCell model={model} />
      <RateCells name={model.name} />
    </tr>
  );
}

function NameCell({ model }: ModelRowProps): VNode {
  const { name, task, traffic } = model;
  return (
    <th scope="row">
      <a class="model-link" href={modelHref(name)}>
        {name}
      </a>
      <span class="under">{[task, trafficText(traffic)].filter(Boolean).join(" · ")}</span>
    </th>
  );
}

function StateCell({ model }: ModelRowProps): VNode {
  const { reason, held } = model;
  const note = reason ?? (held && `version ${held.version} is held: ${held.reason}`);
  return (
    <td class="state-cell">
      <StatusBadge state={stateOf(model)} />
      {note && (
        <span class="under state-note" title={note}>
          {note}
        </span>
      )}
    </td>
  );
}

function RuntimeCell({ model: { flavor, runtime } }: ModelRowProps): VNode {
  return (
    <td class="from-wide">
      {flavor ?? "–"}
      <span class="under">{runtime}</span>
    </td>
  );
}

function RateCells({ name }: { readonly name: string }): VNode {
  const known = live.value.statistics.get(name);
  const current = known?.current ?? {};
  const hasErrors = (current.errors_per_second ?? 0) > 0;
  return (
    <>
      <td class="number">{formatCount(current.requests_per_second)}</td>
      <td class="from-medium">
        <Sparkline values={known?.rates ?? []} />
      </td>
      <td class="number">
        {formatMs(current.p50_ms)}
        <span class="under">{formatMs(current.p99_ms)}</span>
      </td>
      <td class="number from-wide">{formatCount(current.queued)}</td>
      <td class={`number from-medium${hasErrors ? " is-bad" : ""}`}>
        {formatCount(current.errors_per_second)}
      </td>
      <td class="number from-wide">{formatBytes(current.memory_bytes)}</td>
    </>
  );
}
