import type { VNode } from "preact";
import type { Compilation } from "../api/model-details.ts";
import type { Maybe } from "../api/maybe.ts";
import type { ModelLine } from "../api/model-line.ts";
import { compilationText } from "./compilation-text.ts";
import { trafficText } from "../list/traffic-text.ts";

interface ModelNotesProps {
  readonly line: ModelLine;
  readonly compilation: Maybe<Compilation>;
}

/** What one should know before all else: failed loads, versions held back, how traffic is split, what was compiled. */
export function ModelNotes({ line, compilation }: ModelNotesProps): VNode {
  const { reason, held, version } = line;
  const compiled = compilation ? compilationText(compilation) : undefined;
  const traffic = trafficText(line.traffic);
  return (
    <>
      {reason && (
        <p class="note note-bad">
          <strong>The newest load failed.</strong> {reason}
          {version && ` Version ${version} answers on.`}
        </p>
      )}
      {held && (
        <p class="note note-busy">
          <strong>Version {held.version} is held back.</strong> {held.reason}
        </p>
      )}
      {traffic && (
        <p class="note note-idle">
          <strong>Traffic is split:</strong> {traffic}
        </p>
      )}
      {compiled && <p class="note note-idle">{compiled}</p>}
    </>
  );
}
