import type { VNode } from "preact";
import { ModelActions } from "../actions/model-actions.tsx";
import type { VersionDetails } from "../api/model-details.ts";
import type { ModelLine } from "../api/model-line.ts";
import { stateOf } from "../list/state-of.ts";
import { VersionTags } from "../list/version-tags.tsx";
import { StatusBadge } from "../ui/status-badge.tsx";

interface ModelHeadProps {
  readonly name: string;
  readonly line: ModelLine | undefined;
  readonly versions: readonly VersionDetails[];
}

/** The model's name, how it is, and what can be done with it. */
export function ModelHead({ name, line, versions }: ModelHeadProps): VNode {
  return (
    <>
      <nav class="crumbs" aria-label="Breadcrumbs">
        <a href="#/">Models</a>
        <span aria-hidden="true">/</span>
      </nav>
      <div class="page-head model-head">
        <h1>{name}</h1>
        {line && <StatusBadge state={stateOf(line)} />}
        {line?.version && <VersionTags model={line} />}
        {line && <ModelActions line={line} versions={versions} />}
      </div>
      {line && <p class="model-facts">{factsOf(line)}</p>}
    </>
  );
}

function factsOf({ uri, flavor, runtime, task, digest }: ModelLine): string {
  const facts = [uri, flavor, runtime, task, digest && `sha256 ${digest.slice(0, 12)}`];
  return facts.filter(Boolean).join(" · ");
}
