import type { VNode } from "preact";
import { FaultText, wholeFault } from "./fault-text.tsx";
import type { TryState } from "./try-state.ts";

/** A text for a model of texts. */
export function TextForm({ state }: { readonly state: TryState }): VNode {
  const fault = wholeFault(state);
  return (
    <label class="field">
      {state.form.fields[0]?.name ?? "text"}
      <textarea
        rows={4}
        value={state.text.value}
        aria-invalid={fault !== undefined}
        aria-describedby="text-fault"
        onInput={({ currentTarget }) => (state.text.value = currentTarget.value)}
      />
      <FaultText id="text-fault" fault={fault} />
    </label>
  );
}
