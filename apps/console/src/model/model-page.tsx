import type { VNode } from "preact";
import { modelPath } from "../api/ask.ts";
import { modelDetails } from "../api/model-details.ts";
import type { ModelLine } from "../api/model-line.ts";
import { live } from "../state/live.ts";
import { useAsked } from "../state/use-asked.ts";
import { Training } from "../training/training.tsx";
import { TryIt } from "../try/try-it.tsx";
import { HistoryList } from "./history-list.tsx";
import { ModelHead } from "./model-head.tsx";
import { ModelNotes } from "./model-notes.tsx";
import { Now } from "./now.tsx";
import { SignatureView } from "./signature-view.tsx";
import { StatisticsView } from "./statistics-view.tsx";
import { VersionsTable } from "./versions-table.tsx";

/** All that is known of one model, and what can be done with it. */
export function ModelPage({ name }: { readonly name: string }): VNode {
  const { models } = live.value;
  const line = models?.find((each) => each.name === name);
  const { value: details, fault } = useAsked(modelPath(name), modelDetails, { when: changeOf(line) });
  const isGone = models !== undefined && !line;
  return (
    <>
      <ModelHead name={name} line={line} versions={details?.versions ?? []} />
      {isGone && <p class="note note-bad">This gateway serves no model of this name.</p>}
      {fault && !isGone && <p class="note note-bad">The model cannot be described: {fault}.</p>}
      {line && <ModelNotes line={line} compilation={details?.compilation} />}
      {line?.version && <Now name={name} />}
      {details && line?.version && <TryIt details={details} />}
      {line?.version && <StatisticsView name={name} />}
      <div class="columns">
        <HistoryList name={name} />
        {details && <VersionsTable versions={details.versions} />}
      </div>
      {details?.training && <Training name={name} schema={details.training.parameters} />}
      {details && <SignatureView details={details} />}
    </>
  );
}

/** What makes the description of a model another one. */
function changeOf(line: ModelLine | undefined): string {
  return JSON.stringify([
    line?.version,
    line?.digest,
    line?.status,
    line?.reason,
    line?.loaded,
    line?.aliases,
    line?.traffic,
  ]);
}
