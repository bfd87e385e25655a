/** Why a call has no answer. */
export class Failure extends Error {
  constructor(
    /** `offline`: it never arrived, or no one knows; `refused`: the server said no. */
    readonly kind: "offline" | "refused",
    readonly code: string,
    message: string,
    /** What to tell whoever looks into it. */
    readonly requestId: string | null = null,
  ) {
    super(message);
  }
}

export const failureOf = (error: unknown): Failure =>
  error instanceof Failure ? error : new Failure("offline", "request.lost", String(error));
