/** What a setting's text is turned into before the schema sees it. */
export type SettingKind =
  | "text"
  | "number"
  | "boolean"
  | "list"
  | "workers"
  | "models"
  | "discover"
  | "versions";

/** One key of the configuration and its other names. */
export interface Setting {
  /** Place in `switchyard.yaml`. */
  readonly path: string;
  readonly flag: string;
  /** The first that is set counts. */
  readonly variables: readonly string[];
  readonly kind: SettingKind;
  readonly help: string;
}
