import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { ModelDetails } from "../api/model-details.ts";
import { jsonText } from "../format/literal.ts";
import type { AnswerState } from "./answer-state.ts";
import { faulty, type Draft } from "./draft.ts";
import { exampleRows } from "./example-rows.ts";
import { rowFormOf, type RowForm } from "./field.ts";
import { jsonDraft } from "./json-draft.ts";
import { tableDraft, type Row } from "./table-draft.ts";
import { templateBody } from "./template-body.ts";
import { tabsOf, type TryTab } from "./try-tabs.ts";

/** What a person has put into the forms of one model; each form keeps what it holds while another is shown. */
export interface TryState {
  readonly tabs: readonly TryTab[];
  readonly form: RowForm;
  readonly tab: Signal<TryTab>;
  readonly rows: Signal<readonly Row[]>;
  readonly text: Signal<string>;
  readonly json: Signal<string>;
  readonly file: Signal<File | undefined>;
  /** Whether it was tried to send: from then on it is told what is missing. */
  readonly isTried: Signal<boolean>;
  readonly draft: ReadonlySignal<Draft>;
  readonly answer: Signal<AnswerState>;
}

/** The forms of a model, filled in from its input example. */
export function createTryState(details: ModelDetails): TryState {
  const form: RowForm = rowFormOf(details) ?? { kind: "columns", fields: [] };
  const tabs = tabsOf(details);
  const [example = form.fields.map(() => "")] = exampleRows(details.input_example, form);
  const json = templateBody(details);
  const inputs = {
    tab: signal(tabs[0] ?? "JSON"),
    rows: signal<readonly Row[]>([example]),
    text: signal(example[0] ?? ""),
    json: signal(json === undefined ? "" : jsonText(json)),
    file: signal<File | undefined>(undefined),
  };
  return {
    ...inputs,
    tabs,
    form,
    isTried: signal(false),
    answer: signal<AnswerState>({ kind: "none" }),
    draft: computed(() => drafts[inputs.tab.value]({ form, details, ...inputs })),
  };
}

type Inputs = Pick<TryState, "form" | "rows" | "text" | "json" | "file"> & { readonly details: ModelDetails };

const drafts: Readonly<Record<TryTab, (inputs: Inputs) => Draft>> = {
  Table: ({ form, rows }) => tableDraft(form, rows.value),
  Text: ({ text }) => textDraft(text.value),
  Image: ({ file }) => imageDraft(file.value),
  JSON: ({ json, details }) => jsonDraft(json.value, details),
};

function textDraft(text: string): Draft {
  if (text.trim() === "") return faulty({ message: "expected a text", isMissing: true });
  return { request: { kind: "json", below: "/predict", body: JSON.stringify({ text }) }, faults: [] };
}

function imageDraft(file: File | undefined): Draft {
  if (!file) return faulty({ message: "expected a picture", isMissing: true });
  return { request: { kind: "file", below: "/predict", file }, faults: [] };
}
