import type { VNode } from "preact";
import type { VersionDetails } from "../api/model-details.ts";
import type { ModelLine } from "../api/model-line.ts";
import { TrafficAction } from "../traffic/traffic-action.tsx";
import { ActionButton } from "./action-button.tsx";
import { runAction } from "./run-action.ts";

interface ModelActionsProps {
  readonly line: ModelLine;
  readonly versions: readonly VersionDetails[];
}

/** What the operator of a gateway can do with a model; only registered ones have versions to split requests among. */
export function ModelActions({ line, versions }: ModelActionsProps): VNode {
  const { name, uri, version } = line;
  return (
    <div class="actions">
      <ActionButton
        label="Reload"
        title={`Reload ${name}?`}
        text={`The gateway asks the registry what ${uri} means now. A newer version takes over once it is ready; until then, the one that answers goes on.`}
        run={(headers) => runAction(name, "/reload", headers)}
      />
      <ActionButton
        label="Roll back"
        title={`Roll back ${name}?`}
        text="The version that answered before takes over. The one that answers now is held back until the registry points elsewhere."
        run={(headers) => runAction(name, "/rollback", headers)}
      />
      {version && uri.startsWith("models:/") && <TrafficAction line={line} versions={versions} />}
    </div>
  );
}
