/** What names the run, the logged model and the place that another registry knows a model by. */
const origin = /^(?:run_id|model_id|artifact_path):(?! *(?:null|~)? *$).*\n?(?:[ \t]+.*\n?)*/gm;

/**
 * An `MLmodel` file as one that was saved and not logged: MLflow asks the registry that it reads from for the logged
 * model, and fails where that is not the one which knows it.
 */
export function withoutOrigin(text: string): string {
  return text.replaceAll(origin, "");
}
