import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { FaultText, wholeFault } from "./fault-text.tsx";
import { Preview } from "./preview.tsx";
import type { TryState } from "./try-state.ts";

/** A picture for a model of pictures: chosen, or dropped here. */
export function ImageForm({ state }: { readonly state: TryState }): VNode {
  const isOver = useSignal(false);
  const fault = wholeFault(state);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    isOver.value = false;
    state.file.value = event.dataTransfer?.files[0] ?? state.file.value;
  };
  return (
    <div
      class={`drop${isOver.value ? " is-over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => (isOver.value = false)}
      onDrop={onDrop}
    >
      {state.file.value && <Preview file={state.file.value} />}
      <label class="field">
        Picture
        <input
          type="file"
          accept="image/*"
          aria-invalid={fault !== undefined}
          aria-describedby="image-hint image-fault"
          onChange={({ currentTarget }) => (state.file.value = currentTarget.files?.[0] ?? state.file.value)}
        />
        <FaultText id="image-fault" fault={fault} />
      </label>
      <p class="hint" id="image-hint">
        You can also drop a file here.
      </p>
    </div>
  );
}
