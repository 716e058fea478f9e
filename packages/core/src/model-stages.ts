/** The stages of a model version, as MLflow writes them. */
export const modelStages = ["None", "Staging", "Production", "Archived"] as const;

export type ModelStage = (typeof modelStages)[number];
