import { type InputOf, peopleContract, type User as UserView } from "@quanlian/shared/contract";
import type { Ctx } from "../../kernel/access";
import { loadForUpdate, transact, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { revokeMember } from "./end-sessions";
import { forgetIdentities } from "./identity-cache";
import { userPolicy } from "./people.policy";
import { User } from "./staff.model";
import { demandAdministrator, lockAdministrator } from "./user-roles";
import { findUser } from "./user.queries";
import { userStates } from "./user.states";

/** The person has left: every session here ends at once. The row stays, for documents name it. */
export function leaveUser(
  ctx: Ctx,
  input: InputOf<(typeof peopleContract)["users.leave"]>,
): Promise<UserView> {
  return transact(ctx, async (tx) => {
    const user = await moveUser(tx, "leave", input);
    await demandAdministrator(tx);
    await revokeMember(tx, "staff", user.id);
    return findUser(tx, user.id);
  });
}

/** The person is back, with the roles of before. */
export function rejoinUser(
  ctx: Ctx,
  input: InputOf<(typeof peopleContract)["users.rejoin"]>,
): Promise<UserView> {
  return transact(ctx, async (tx) => {
    const user = await moveUser(tx, "rejoin", input);
    return findUser(tx, user.id);
  });
}

async function moveUser(
  tx: Tx,
  move: "leave" | "rejoin",
  input: { userId: Id; revision: number },
): Promise<User> {
  const user = await loadForUpdate(tx, User, userPolicy, `users.${move}`, input.userId);
  user.expectRevision(input.revision);
  const before = { state: user.state };
  user.state = userStates.step(user.state, move);
  // Locked before the row is written, so that the last two administrators cannot leave at once.
  if (move === "leave") await lockAdministrator(tx);
  await user.saveRevision(tx);
  tx.record({ type: "user", id: user.id, before, after: { state: user.state } });
  forgetIdentities(tx);
  return user;
}
