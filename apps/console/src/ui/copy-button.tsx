import { useSignal } from "@preact/signals";
import type { VNode } from "preact";

const shownMs = 2000;

/** Copies a text, and says so. */
export function CopyButton({ text }: { readonly text: string }): VNode {
  const said = useSignal("");
  const copy = async (): Promise<void> => {
    said.value = (await copied(text)) ? "Copied" : "Select the text and press Ctrl+C";
    setTimeout(() => (said.value = ""), shownMs);
  };
  return (
    <span class="copy">
      <span class="copy-said" role="status">
        {said.value}
      </span>
      <button type="button" class="button button-small" onClick={() => void copy()}>
        Copy
      </button>
    </span>
  );
}

/** Pages that came over plain HTTP from another machine may not write to the clipboard. */
async function copied(text: string): Promise<boolean> {
  if (!isSecureContext) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
