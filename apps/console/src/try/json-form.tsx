import type { VNode } from "preact";
import { FaultText, wholeFault } from "./fault-text.tsx";
import type { TryState } from "./try-state.ts";

/** The body of a request as it is sent, for what no form covers. */
export function JsonForm({ state }: { readonly state: TryState }): VNode {
  const fault = wholeFault(state);
  return (
    <label class="field">
      Request body
      <textarea
        class="code"
        rows={12}
        spellcheck={false}
        value={state.json.value}
        placeholder={'{"inputs": …}'}
        aria-invalid={fault !== undefined}
        aria-describedby="json-fault"
        onInput={({ currentTarget }) => (state.json.value = currentTarget.value)}
      />
      <FaultText id="json-fault" fault={fault} />
    </label>
  );
}
