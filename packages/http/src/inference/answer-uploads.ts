import { GatewayError } from "@switchyard/core";
import type { InferenceBackend, InferenceRequest, InferenceResponse } from "@switchyard/serving";
import type { Upload } from "./read-upload.ts";
import type { InferenceTarget } from "./target.ts";
import { listAnswer, namedAnswer } from "./upload-answer.ts";

export interface UploadsOptions {
  readonly dataPlane: InferenceBackend;
  readonly target: InferenceTarget;
  readonly request: Pick<InferenceRequest, "timeoutMs" | "caller" | "trace">;
}

/**
 * Answers the files of one upload, all by the same version: one as it is, several as a list, which only the friendly
 * form has.
 */
export async function answerUploads(
  [first, ...others]: readonly [Upload, ...Upload[]],
  { dataPlane, target, request }: UploadsOptions,
): Promise<InferenceResponse> {
  const { ref, operation, namesFiles } = target;
  const asked = { ...request, model: ref, operation };
  if (others.length === 0 && !namesFiles) {
    const { contentType, body } = first;
    return await dataPlane.infer({ ...asked, contentType, body });
  }
  if (operation !== "predict")
    throw new GatewayError(
      "invalid_request",
      `multipart: expected one file, found ${others.length + 1}; /predict takes several`,
    );
  const uploads = [first, ...others];
  const { model, answers } = await dataPlane.inferEach({ ...asked, bodies: uploads });
  const answered = answers.flatMap((answer, index) => {
    const upload = uploads[index];
    return upload ? [{ upload, answer }] : [];
  });
  return { model, answer: namesFiles ? namedAnswer(answered) : listAnswer(answered) };
}
