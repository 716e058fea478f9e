import type { EncodedBody } from "@switchyard/core";

const mostParts = 64;
const largestPartHead = 1024;

const multipart = /^multipart\/form-data; *boundary=("?)([\w'()+,./:=?-]{1,70})\1$/;
const disposition = /^content-disposition: form-data; name="(\w+)"; filename="([\w .,()+-]*[\w,()+-])"$/i;
const partType = /^content-type: ([a-z\d.+-]+\/[a-z\d.+-]+)$/i;

/** A file of an upload, with the field that it came in; its type is empty where its sender gave none. */
export interface UploadPart extends EncodedBody {
  readonly name: string;
  readonly field: string;
}

/**
 * The files of a multipart body that is all there, without a copy and as multer gives them. Undefined for whatever is
 * not quite as usual, such as fields beside the files or names beyond ASCII: that is for multer.
 */
export function splitUpload(contentType: string, body: Buffer): readonly UploadPart[] | undefined {
  const boundary = multipart.exec(contentType)?.[2];
  if (boundary === undefined) return undefined;
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  const opening = delimiter.subarray(2);
  if (!body.subarray(0, opening.length).equals(opening)) return undefined;
  const parts: UploadPart[] = [];
  let at = opening.length;
  while (!isEnd(body, at)) {
    const part = readPart(body, at, delimiter);
    if (!part || parts.length === mostParts) return undefined;
    parts.push(part);
    at = part.body.byteOffset - body.byteOffset + part.body.length + delimiter.length;
  }
  return parts;
}

/** Whether the last delimiter ends here, and the body with it. */
function isEnd(body: Buffer, at: number): boolean {
  const rest = body.length - at;
  if (rest !== 2 && rest !== 4) return false;
  return body.toString("latin1", at) === (rest === 2 ? "--" : "--\r\n");
}

/** The part whose head begins after the delimiter that ends here. */
function readPart(body: Buffer, at: number, delimiter: Buffer): UploadPart | undefined {
  const headEnd = body.subarray(at, at + largestPartHead).indexOf("\r\n\r\n");
  if (headEnd === -1) return undefined;
  const [none, first = "", second, ...others] = body.toString("latin1", at, at + headEnd).split("\r\n");
  const [, field, name] = disposition.exec(first) ?? [];
  const contentType = second === undefined ? "" : partType.exec(second)?.[1]?.toLowerCase();
  if (none !== "" || others.length > 0) return undefined;
  if (field === undefined || name === undefined || contentType === undefined) return undefined;
  const start = at + headEnd + 4;
  // The empty line before the content may begin the delimiter, too.
  const end = body.indexOf(delimiter, start - 2);
  return end < start ? undefined : { field, name, contentType, body: body.subarray(start, end) };
}
