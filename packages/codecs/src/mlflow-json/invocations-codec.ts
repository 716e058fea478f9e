import type { Codec, DecodedRequest, EncodedBody, JointRequest, ModelDescription } from "@switchyard/core";
import { decodeCsv } from "../csv/decode-csv.ts";
import { needsExactLiterals } from "../exact-literals.ts";
import { decodeImage, isImageType, supportedTypes } from "../images/decode-image.ts";
import type { JsonObject } from "../json/json-value.ts";
import { readJson } from "../json/read-json.ts";
import { mediaTypeOf, unsupported } from "../media-type.ts";
import { isParquetType, loadParquet, readParquet } from "../parquet/parquet-reader.ts";
import { PlainNumbers } from "../plain-numbers/plain-numbers.ts";
import { enforceParams } from "../schema/enforce-params.ts";
import { decodeChat, isChat } from "./decode-chat.ts";
import { decodeEnvelope } from "./decode-envelope.ts";
import { predictionEncoder } from "./encode-prediction.ts";
import type { JsonDialect } from "./encode-tensor.ts";
import { parseEnvelope } from "./envelope.ts";

/** MLflow's scoring protocol: its four JSON envelopes, CSV, Parquet, and pictures for models of pictures. */
export function createInvocationsCodec(dialect: JsonDialect): Codec {
  const plain = new PlainNumbers();
  return {
    operation: "invocations",
    load: loadParquet,
    decode: (request, model) => decodeInvocation(request, model, plain),
    decodeTogether: (requests, model, mostRows) => decodeTogether(requests, model, { plain, mostRows }),
    encode: ({ prediction }, { bare = false }) => predictionEncoder(prediction, { bare, dialect })(undefined),
    rowEncoder: ({ prediction }, { bare = false }) => predictionEncoder(prediction, { bare, dialect }),
  };
}

function decodeInvocation(
  { contentType, body }: EncodedBody,
  model: ModelDescription,
  plain: PlainNumbers,
): DecodedRequest {
  const mediaType = mediaTypeOf(contentType);
  if (mediaType === "application/json") {
    const input = plain.read(body, model);
    return input ? { input, params: {}, single: false } : decodeJson(body, model);
  }
  const params = (): DecodedRequest["params"] => enforceParams(undefined, model.signature?.params);
  if (mediaType === "text/csv")
    return { input: decodeCsv(body, model.signature), params: params(), single: false };
  if (isParquetType(mediaType))
    return { input: readParquet(body, model.signature), params: params(), single: false };
  if (isImageType(mediaType))
    return { input: decodeImage(body, mediaType, model), params: params(), single: false };
  throw unsupported(contentType, supportedTypes(model));
}

interface Together {
  readonly plain: PlainNumbers;
  readonly mostRows: number;
}

function decodeTogether(
  requests: readonly EncodedBody[],
  model: ModelDescription,
  { plain, mostRows }: Together,
): JointRequest | undefined {
  if (!requests.every(({ contentType }) => contentType === "application/json")) return undefined;
  const bodies = requests.map(({ body }) => body);
  const joint = plain.readTogether(bodies, model, mostRows);
  return joint && { request: { input: joint.input, params: {}, single: false }, rows: joint.rows };
}

function decodeJson(body: Uint8Array, model: ModelDescription): DecodedRequest {
  const { signature } = model;
  const value = readJson(body, { exact: needsExactLiterals(signature) });
  if (isChat(value)) return decodeBare(value, model);
  const envelope = parseEnvelope(value);
  const input = decodeEnvelope(envelope, signature);
  return { input, params: enforceParams(envelope.params, signature?.params), single: false };
}

function decodeBare(body: JsonObject, model: ModelDescription): DecodedRequest {
  const { input, params } = decodeChat(body, model);
  return { input, params: enforceParams(params, model.signature?.params), single: false, bare: true };
}
