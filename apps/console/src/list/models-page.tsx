import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { live } from "../state/live.ts";
import { filterModels } from "./filter-models.ts";
import { ModelsTable } from "./models-table.tsx";
import { TotalsLine } from "./totals-line.tsx";

/** All models of the gateway, kept up to date. */
export function ModelsPage(): VNode {
  const filter = useSignal("");
  const { models, connection } = live.value;
  const shown = filterModels(models ?? [], filter.value);
  return (
    <>
      <div class="page-head">
        <h1>Models</h1>
        <input
          class="filter"
          type="search"
          aria-label="Filter models"
          placeholder="Filter by name, alias, flavor or state"
          value={filter.value}
          onInput={({ currentTarget }) => (filter.value = currentTarget.value)}
        />
      </div>
      {models && <TotalsLine models={models} />}
      {shown.length > 0 && <ModelsTable models={shown} />}
      {shown.length === 0 && <Nothing text={whyNothing(models?.length, connection.kind)} />}
    </>
  );
}

function Nothing({ text }: { readonly text: string }): VNode {
  return <p class="empty">{text}</p>;
}

function whyNothing(count: number | undefined, connection: string): string {
  if (count === undefined)
    return connection === "connecting"
      ? "Asking the gateway for its models…"
      : "Nothing is known of the models yet.";
  if (count > 0) return "No model matches the filter.";
  return "This gateway serves no model yet. Register one in MLflow and give it the alias that the gateway follows: it appears here by itself.";
}
