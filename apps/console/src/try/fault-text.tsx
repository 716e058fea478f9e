import type { VNode } from "preact";
import type { Fault } from "./draft.ts";
import type { TryState } from "./try-state.ts";

/** What is wrong with the whole input, to be told now. */
export function wholeFault({ draft, isTried }: TryState): Fault | undefined {
  return draft.value.faults.find((fault) => isTried.value || !fault.isMissing);
}

interface FaultTextProps {
  readonly id: string;
  readonly fault: Fault | undefined;
}

/** A fault under the field it is about. */
export function FaultText({ id, fault }: FaultTextProps): VNode | null {
  return fault ? (
    <span class="fault" id={id}>
      {fault.message}
    </span>
  ) : null;
}
