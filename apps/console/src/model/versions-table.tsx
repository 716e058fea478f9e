import type { VNode } from "preact";
import type { VersionDetails } from "../api/model-details.ts";
import { Moment } from "../ui/moment.tsx";
import { StatusBadge } from "../ui/status-badge.tsx";

/** The versions that the gateway has, had, or could not load. */
export function VersionsTable({ versions }: { readonly versions: readonly VersionDetails[] }): VNode {
  return (
    <section class="card section" aria-labelledby="versions-heading">
      <h2 id="versions-heading">Versions</h2>
      <table class="plain" aria-labelledby="versions-heading">
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">State</th>
            <th scope="col">Loaded</th>
            <th scope="col">Digest</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version, index) => (
            <VersionRow key={`${version.version} ${index}`} version={version} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function VersionRow({ version: each }: { readonly version: VersionDetails }): VNode {
  const { version, state, reason, aliases, stage, digest, loaded_at: loadedAt, residence } = each;
  const names = [...(aliases ?? []).map((alias) => `@${alias}`), stage].filter(Boolean).join(" ");
  return (
    <tr>
      <th scope="row">
        <strong>{version}</strong>
        <span class="under">{names}</span>
      </th>
      <td>
        <StatusBadge state={residence === "resting" ? residence : state} />
        {reason && <span class="under reason">{reason}</span>}
      </td>
      <td>{loadedAt ? <Moment at={loadedAt} /> : "–"}</td>
      <td>{digest ? <code title={digest}>{digest.slice(0, 10)}</code> : "–"}</td>
    </tr>
  );
}
