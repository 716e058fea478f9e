import type { DoctorContext } from "../doctor-context.ts";
import { failed, ok, warning, type Said } from "../finding.ts";
import type { LookedAt } from "../registry-look.ts";

const mostTold = 10;

/** Whether every model that would be served means a version. */
export async function checkModels({ registry }: DoctorContext): Promise<readonly Said[]> {
  const { models, leftOut } = await registry();
  const [found, missing] = divided(models, ({ version }) => version !== undefined);
  if (models.length === 0)
    return [
      warning(
        "no model would be served",
        "Name models in the configuration, or give a model the alias that discover: looks for (champion).",
      ),
    ];
  return [
    ...(found.length > 0 ? [ok(`${found.length} mean a version: ${listed(found)}${beyond(leftOut)}`)] : []),
    ...missing
      .slice(0, mostTold)
      .map(({ name, uri, unresolved }) =>
        failed(`${name} (${uri}): ${unresolved}`, "Correct the URI, or set that alias or stage in MLflow."),
      ),
    ...rest(missing.length - mostTold, "have no version either"),
  ];
}

/** Whether their files can be read, by the way the gateway would fetch them. */
export async function checkArtifacts({ registry }: DoctorContext): Promise<readonly Said[]> {
  const { models } = await registry();
  const [readable, unreadable] = divided(
    models.filter(({ version }) => version !== undefined),
    ({ look }) => look !== undefined,
  );
  const bytes = readable.reduce((sum, { look }) => sum + (look?.sizeBytes ?? 0), 0);
  return [
    ...(readable.length > 0
      ? [ok(`the files of ${readable.length} models can be read: ${megabytes(bytes)} MB`)]
      : []),
    ...unreadable
      .slice(0, mostTold)
      .map(({ name, unreadable: reason }) =>
        failed(
          `${name}: ${reason}`,
          "Check that this machine may read the artifact store: its address, and credentials such as AWS_ACCESS_KEY_ID or MLFLOW_TRACKING_TOKEN.",
        ),
      ),
    ...rest(unreadable.length - mostTold, "cannot be read either"),
  ];
}

function divided(
  models: readonly LookedAt[],
  isGood: (model: LookedAt) => boolean,
): readonly [good: readonly LookedAt[], bad: readonly LookedAt[]] {
  return [models.filter(isGood), models.filter((model) => !isGood(model))];
}

function listed(models: readonly LookedAt[]): string {
  const named = models.slice(0, mostTold).map(({ name, version }) => `${name} ${version?.version}`);
  return `${named.join(", ")}${models.length > mostTold ? ", …" : ""}`;
}

function beyond(leftOut: number): string {
  return leftOut > 0 ? `; ${leftOut} more were not looked at` : "";
}

function rest(count: number, what: string): readonly Said[] {
  return count > 0 ? [failed(`${count} more models ${what}`, "See the lines above.")] : [];
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
