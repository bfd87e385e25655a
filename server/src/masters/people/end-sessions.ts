import type { Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { forgetIdentities } from "./identity-cache";

/** Ends one session: its next request is refused, here at once and everywhere within a second. */
export async function revoke(tx: Tx, sessionId: Id): Promise<number> {
  forgetIdentities(tx);
  return tx.write(
    "UPDATE sessions SET revoked_at = :now WHERE id = :sessionId AND revoked_at IS NULL",
    { sessionId, now: tx.now },
  );
}

/** Ends all sessions of a user or a contact at one tenant; answers how many. */
export async function revokeMember(
  tx: Tx,
  kind: "staff" | "contact",
  memberId: Id,
): Promise<number> {
  forgetIdentities(tx);
  const kinds = kind === "staff" ? ["staff"] : ["customer", "supplier"];
  return tx.write(
    `UPDATE sessions SET revoked_at = :now
     WHERE place_tenant_id = :tenant AND kind IN :kinds AND member_id = :memberId AND revoked_at IS NULL`,
    { memberId, kinds, now: tx.now },
  );
}
