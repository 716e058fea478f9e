import type { VNode } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { ModelDetails } from "../api/model-details.ts";
import { Tabs } from "../ui/tabs.tsx";
import { Answer } from "./answer.tsx";
import type { AnswerState } from "./answer-state.ts";
import { askModel } from "./ask-model.ts";
import type { TryRequest } from "./draft.ts";
import { ImageForm } from "./image-form.tsx";
import { JsonForm } from "./json-form.tsx";
import { SampleCode } from "./sample-code.tsx";
import { TableForm } from "./table-form.tsx";
import { TextForm } from "./text-form.tsx";
import { createTryState, type TryState } from "./try-state.ts";
import type { TryTab } from "./try-tabs.ts";

/** A form for the model's input, what the model answers, and the same request as code. */
export function TryIt({ details }: { readonly details: ModelDetails }): VNode {
  const { name, task, signature, input_example } = details;
  // A new version that takes the same keeps what was put in.
  const form = JSON.stringify([name, task, signature?.inputs, input_example]);
  const state = useMemo(() => createTryState(details), [form]);
  const leaving = useMemo(() => new AbortController(), [state]);
  useEffect(() => () => leaving.abort(), [leaving]);
  return (
    <section class="card section try" aria-labelledby="try-heading">
      <div class="try-form">
        <h2 id="try-heading">Try it</h2>
        <form
          noValidate
          onSubmit={(event) => predict(event, state, (request) => askModel(name, request, leaving.signal))}
        >
          <Tabs label="Kind of input" names={state.tabs} selected={state.tab}>
            {forms[state.tab.value](state)}
          </Tabs>
          <button type="submit" class="button button-main" disabled={state.answer.value.kind === "asking"}>
            Predict
          </button>
        </form>
        <Answer state={state.answer.value} />
      </div>
      <SampleCode name={name} request={state.draft.value.request} />
    </section>
  );
}

const forms: Readonly<Record<TryTab, (state: TryState) => VNode>> = {
  Table: (state) => <TableForm state={state} />,
  Text: (state) => <TextForm state={state} />,
  Image: (state) => <ImageForm state={state} />,
  JSON: (state) => <JsonForm state={state} />,
};

type AskModel = (request: TryRequest) => Promise<AnswerState>;

function predict(event: Event, { draft, isTried, answer }: TryState, ask: AskModel): void {
  event.preventDefault();
  const { request } = draft.value;
  isTried.value = true;
  if (!request) return focusFault();
  answer.value = { kind: "asking" };
  void ask(request).then((state) => (answer.value = state));
}

function focusFault(): void {
  // The fields are marked with the next painting.
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('.try-form [aria-invalid="true"]')?.focus(),
  );
}
