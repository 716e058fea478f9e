import type { VNode } from "preact";
import type { ModelLine } from "../api/model-line.ts";

/** The version that answers, with its aliases; its stage where it has none. */
export function VersionTags({ model: { version, aliases, stage } }: { readonly model: ModelLine }): VNode {
  const hasStage = stage && stage !== "None" && !aliases?.length;
  if (version === undefined || version === null) return <>–</>;
  return (
    <span class="tags">
      <span class="version">{/^\d+$/.test(version) ? `v${version}` : version.slice(0, 10)}</span>
      {(aliases ?? []).map((alias) => (
        <span class="tag" key={alias}>
          @{alias}
        </span>
      ))}
      {hasStage && <span class="tag">{stage}</span>}
    </span>
  );
}
