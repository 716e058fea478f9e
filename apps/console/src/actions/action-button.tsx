import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { announce } from "../ui/announcement.tsx";
import { ConfirmDialog, type Confirmed } from "./confirm-dialog.tsx";

interface ActionButtonProps {
  readonly label: string;
  readonly title: string;
  readonly text: string;
  /** Says what came of it; throws where it was refused. */
  readonly run: (headers: Confirmed["headers"]) => Promise<string>;
}

/** A button that asks before it does something. */
export function ActionButton({ label, title, text, run }: ActionButtonProps): VNode {
  const isOpen = useSignal(false);
  return (
    <>
      <button type="button" class="button" aria-haspopup="dialog" onClick={() => (isOpen.value = true)}>
        {label}
      </button>
      {isOpen.value && (
        <ConfirmDialog
          title={title}
          run={async ({ headers }) => announce(await run(headers))}
          onClose={() => (isOpen.value = false)}
        >
          <p>{text}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
