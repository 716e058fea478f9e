import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { parsePasted } from "./parse-pasted.ts";
import type { TryState } from "./try-state.ts";

/** Takes rows out of a CSV file or a spreadsheet. */
export function PasteRows({ state: { rows, form } }: { readonly state: TryState }): VNode {
  const text = useSignal("");
  const pasted = parsePasted(text.value, form.fields);
  return (
    <details class="paste">
      <summary>Paste CSV</summary>
      <label class="field">
        Rows as CSV, with or without a header
        <textarea
          class="code"
          rows={4}
          placeholder={form.fields.map(({ name }) => name).join(",")}
          value={text.value}
          onInput={({ currentTarget }) => (text.value = currentTarget.value)}
        />
      </label>
      <button
        type="button"
        class="button button-small"
        disabled={pasted.length === 0}
        onClick={() => (rows.value = pasted)}
      >
        {pasted.length === 0 ? "Use rows" : `Use ${pasted.length} ${pasted.length === 1 ? "row" : "rows"}`}
      </button>
    </details>
  );
}
