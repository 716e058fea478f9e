import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { GatewayError } from "@switchyard/core";
import { callerAddress } from "./caller-address.ts";
import type { RequestHead } from "../request-head.ts";

export interface AccessOptions {
  /** Tokens of those who may ask models; empty when everybody may. */
  readonly apiTokens: readonly string[];
  /** Token of those who may reload and switch. */
  readonly adminToken: string | undefined;
  /** Without an admin token: `loopback` clients only, or everybody (`open`). */
  readonly controlPlane: "loopback" | "open";
}

/** Decides who may ask models and who may change what is served. */
export class Access {
  readonly #apiTokens: readonly Buffer[];
  readonly #adminToken: Buffer | undefined;
  readonly #isOpen: boolean;

  constructor({ apiTokens, adminToken, controlPlane }: AccessOptions) {
    this.#adminToken = adminToken === undefined ? undefined : digest(adminToken);
    this.#apiTokens = apiTokens.map(digest);
    this.#isOpen = controlPlane === "open";
  }

  /** Whether a token is needed to ask models. */
  get guardsData(): boolean {
    return this.#apiTokens.length > 0;
  }

  /** Whether a token is needed to change what is served. */
  get guardsControl(): boolean {
    return this.#adminToken !== undefined;
  }

  /** Throws `unauthenticated` without a token where one is needed, `permission_denied` with a wrong one. */
  checkData(asking: Pick<RequestHead, "headers">): void {
    if (this.#apiTokens.length === 0) return;
    const all = this.#adminToken ? [...this.#apiTokens, this.#adminToken] : this.#apiTokens;
    this.#check(asking, all);
  }

  /** Whether who asks may ask models. */
  mayAskData(asking: Pick<RequestHead, "headers">): boolean {
    try {
      this.checkData(asking);
      return true;
    } catch {
      return false;
    }
  }

  /** As `checkData`; without an admin token only loopback clients pass, unless the control plane is open. */
  checkControl(req: IncomingMessage): void {
    if (this.#adminToken) return this.#check(req, [this.#adminToken]);
    if (this.#isOpen || isLoopback(req)) return;
    throw new GatewayError(
      "permission_denied",
      "the control plane answers clients on this machine only: set SWITCHYARD_ADMIN_TOKEN and send it as a bearer token, or set SWITCHYARD_CONTROL_PLANE=open",
    );
  }

  #check({ headers }: Pick<RequestHead, "headers">, tokens: readonly Buffer[]): void {
    const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
    if (token === undefined)
      throw new GatewayError("unauthenticated", "Authorization: expected a bearer token");
    const given = digest(token);
    if (!tokens.some((each) => timingSafeEqual(each, given)))
      throw new GatewayError("permission_denied", "Authorization: this token is not allowed here");
  }
}

/** Of equal length whatever the token, so that comparing tells nothing. */
function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A client on this machine; one behind a proxy on it is not. */
function isLoopback(req: IncomingMessage): boolean {
  const { headers } = req;
  if (headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined) return false;
  const address = callerAddress(req);
  return address === "::1" || address.replace(/^::ffff:/, "").startsWith("127.");
}
