/** One difference between two signatures, as a client of the first would see it. */
export interface SignatureChange {
  /** Whether what is taken today may be refused, or what is answered today may be missing. */
  readonly breaks: boolean;
  readonly text: string;
}

/** A change that some client of today would run into. */
export function breaking(text: string): SignatureChange {
  return { breaks: true, text };
}

/** A change that every client of today can live with. */
export function widening(text: string): SignatureChange {
  return { breaks: false, text };
}
