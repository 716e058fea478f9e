import { GatewayError } from "@switchyard/core";

/** The media type of a `Content-Type` header; throws for a parameter that MLflow would not take. */
export function mediaTypeOf(contentType: string): string {
  if (contentType.trim() === "")
    throw new GatewayError(
      "unsupported_media_type",
      "The Content-Type header is missing; it must say what the body is, for instance application/json",
    );
  const separator = contentType.indexOf(";");
  if (separator < 0) return contentType.trim();
  checkParameters(contentType.slice(separator + 1));
  return contentType.slice(0, separator).trim();
}

/** The fault of a body that nobody here reads. */
export function unsupported(contentType: string, supported: readonly string[]): GatewayError {
  return new GatewayError(
    "unsupported_media_type",
    `This predictor only supports the following content types: ${supported.join(", ")}. ` +
      `Got '${contentType.slice(0, 80)}'.`,
  );
}

function checkParameters(parameters: string): void {
  const pairs = parameters.split(";").map((pair) => pair.trim().split("=", 2));
  const charsets = pairs.filter(([name]) => name === "charset").map(([, value = ""]) => value);
  const charset = charsets.at(-1) ?? "utf-8";
  if (charset.toLowerCase() !== "utf-8")
    throw new GatewayError("unsupported_media_type", "The scoring server only supports UTF-8");
  const unknown = pairs.find(([name]) => name !== "charset");
  if (unknown !== undefined)
    throw new GatewayError(
      "unsupported_media_type",
      `Unrecognized content type parameters: ${unknown.join("=").slice(0, 80)}`,
    );
}
