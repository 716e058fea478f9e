/** The stages of a model version, as MLflow writes them. */
export const stages = ["None", "Staging", "Production", "Archived"] as const;

export type Stage = (typeof stages)[number];
