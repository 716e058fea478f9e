import { useSignal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { ApiError, messageOf } from "../api/api-error.ts";
import { keepToken } from "../api/token.ts";

/** What was put into a dialog. */
export interface Confirmed {
  readonly form: FormData;
  /** The admin token, where one was asked for. */
  readonly headers: Readonly<Record<string, string>>;
}

interface ConfirmDialogProps {
  readonly title: string;
  readonly run: (confirmed: Confirmed) => Promise<void>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

type State =
  | { readonly kind: "asking" }
  | { readonly kind: "busy" }
  | { readonly kind: "refused"; readonly message: string; readonly needsToken: boolean };

/** Asks before something is done, and for the admin token where the gateway wants one; closes once it is done. */
export function ConfirmDialog({ title, run, onClose, children }: ConfirmDialogProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const state = useSignal<State>({ kind: "asking" });
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const confirm = async (form: FormData): Promise<void> => {
    const given = form.get("token");
    const hasToken = typeof given === "string";
    state.value = { kind: "busy" };
    try {
      await run({ form, headers: hasToken ? { Authorization: `Bearer ${given}` } : {} });
      if (hasToken) keepToken(given);
      dialog.current?.close();
    } catch (thrown) {
      state.value = refusalOf(thrown);
    }
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={onClose}>
      <form onSubmit={(event) => submit(event, confirm)}>
        <h2 id={id}>{title}</h2>
        {children}
        <Refusal state={state.value} />
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" class="button button-main" disabled={state.value.kind === "busy"}>
            {state.value.kind === "busy" ? "Working…" : "Confirm"}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function Refusal({ state }: { readonly state: State }): VNode {
  return (
    <div role="alert">
      {state.kind === "refused" && <p class="fault">{state.message}</p>}
      {state.kind === "refused" && state.needsToken && <TokenField />}
    </div>
  );
}

function TokenField(): VNode {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <label class="field">
      Admin token
      <input name="token" type="password" autocomplete="off" required ref={input} />
      <span class="hint">Kept until this tab is closed.</span>
    </label>
  );
}

function submit(event: Event, confirm: (form: FormData) => Promise<void>): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLFormElement) void confirm(new FormData(event.currentTarget));
}

function refusalOf(thrown: unknown): State {
  const needsToken = thrown instanceof ApiError && thrown.isAboutAccess;
  const isUnknown = thrown instanceof ApiError && thrown.status === 401;
  const message = isUnknown ? "This needs the admin token of the gateway." : messageOf(thrown);
  return { kind: "refused", message, needsToken };
}
