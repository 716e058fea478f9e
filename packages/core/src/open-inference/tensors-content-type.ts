const mediaType = "application/octet-stream";
const behindHeader = /^application\/octet-stream; header=(\d{1,10}) *$/;

/** The content type, between our own parts, of tensors that stand behind a JSON header of so many bytes. */
export function tensorsContentType(headerBytes: number): string {
  return `${mediaType}; header=${headerBytes}`;
}

/** How long that header is; undefined for any other content type. */
export function headerBytesOf(contentType: string): number | undefined {
  if (!contentType.startsWith(mediaType)) return undefined;
  const digits = behindHeader.exec(contentType)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
