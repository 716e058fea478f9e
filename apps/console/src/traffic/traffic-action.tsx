import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { VersionDetails } from "../api/model-details.ts";
import type { ModelLine } from "../api/model-line.ts";
import { TrafficDialog } from "./traffic-dialog.tsx";

interface TrafficActionProps {
  readonly line: ModelLine;
  readonly versions: readonly VersionDetails[];
}

/** A button that splits the requests of a model among its versions, or ends that. */
export function TrafficAction({ line, versions }: TrafficActionProps): VNode {
  const isOpen = useSignal(false);
  return (
    <>
      <button type="button" class="button" aria-haspopup="dialog" onClick={() => (isOpen.value = true)}>
        Traffic
      </button>
      {isOpen.value && (
        <TrafficDialog line={line} versions={versions} onClose={() => (isOpen.value = false)} />
      )}
    </>
  );
}
