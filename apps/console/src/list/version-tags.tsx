import type { VNode } from "preact";
import type { ModelLine } from "../api/model-line.ts";

/** The version that answers, with its aliases and stage. */
export function VersionTags({ model: { version, aliases, stage } }: { readonly model: ModelLine }): VNode {
  if (version === undefined || version === null) return <>–</>;
  return (
    <span class="tags">
      <span class="version">{/^\d+$/.test(version) ? `v${version}` : version.slice(0, 10)}</span>
      {(aliases ?? []).map((alias) => (
        <span class="tag" key={alias}>
          @{alias}
        </span>
      ))}
      {stage && stage !== "None" && <span class="tag">{stage}</span>}
    </span>
  );
}
