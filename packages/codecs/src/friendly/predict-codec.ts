import type { Codec, DecodedRequest, EncodedBody, ModelDescription } from "@switchyard/core";
import { decodeCsv } from "../csv/decode-csv.ts";
import { needsExactLiterals } from "../exact-literals.ts";
import { decodeImage, isImageType, supportedTypes } from "../images/decode-image.ts";
import { isJsonObject, type JsonValue } from "../json/json-value.ts";
import { readJson } from "../json/read-json.ts";
import { mediaTypeOf, unsupported } from "../media-type.ts";
import { decodeEnvelope } from "../mlflow-json/decode-envelope.ts";
import { dataFields, parseEnvelope } from "../mlflow-json/envelope.ts";
import type { JsonDialect } from "../mlflow-json/encode-tensor.ts";
import { isParquetType, loadParquet, readParquet } from "../parquet/parquet-reader.ts";
import { PlainNumbers } from "../plain-numbers/plain-numbers.ts";
import { enforceParams } from "../schema/enforce-params.ts";
import { friendlyJson } from "./answers.ts";
import { decodeFriendly } from "./decode-friendly.ts";

/** The friendly form: a picture, an object of features, a text, or a list of these; labels in the answer. */
export function createPredictCodec(dialect: JsonDialect): Codec {
  const plain = new PlainNumbers();
  return {
    operation: "predict",
    load: loadParquet,
    decode: (request, model) => decodePrediction(request, model, plain),
    encode: (answer, request, model) => ({
      contentType: "application/json",
      body: Buffer.from(friendlyJson({ answer, request, model }, dialect)),
    }),
  };
}

function decodePrediction(
  { contentType, body }: EncodedBody,
  model: ModelDescription,
  plain: PlainNumbers,
): DecodedRequest {
  const { signature } = model;
  const mediaType = mediaTypeOf(contentType);
  if (mediaType === "application/json") {
    const input = plain.read(body, model);
    if (input) return { input, params: {}, single: false };
    return decodeJson(readJson(body, { exact: needsExactLiterals(model.signature) }), model);
  }
  const params = (): DecodedRequest["params"] => enforceParams(undefined, signature?.params);
  if (mediaType === "text/csv") return { input: decodeCsv(body, signature), params: params(), single: false };
  if (isParquetType(mediaType))
    return { input: readParquet(body, signature), params: params(), single: false };
  if (isImageType(mediaType))
    return { input: decodeImage(body, mediaType, model), params: params(), single: true };
  throw unsupported(contentType, supportedTypes(model));
}

function decodeJson(value: JsonValue, model: ModelDescription): DecodedRequest {
  const { signature } = model;
  if (!isEnvelope(value, model))
    return { ...decodeFriendly(value, model), params: enforceParams(undefined, signature?.params) };
  const envelope = parseEnvelope(value);
  const input = decodeEnvelope(envelope, signature);
  return { input, params: enforceParams(envelope.params, signature?.params), single: false };
}

/** MLflow's envelopes are read here too, unless the model has a feature of that name. */
function isEnvelope(value: JsonValue, { signature }: ModelDescription): boolean {
  if (!isJsonObject(value)) return false;
  const schema = signature?.inputs;
  const specs = schema === undefined ? [] : schema.kind === "columns" ? schema.columns : schema.tensors;
  const names = new Set(specs.map(({ name }) => name));
  return dataFields.some((field) => Object.hasOwn(value, field) && !names.has(field));
}
