import type { Ctx } from "../../kernel/access";
import { loadForUpdate, type Tx } from "../../kernel/db";
import type { Id } from "../../kernel/ids";
import { Deal } from "./deal.model";
import { dealPolicy } from "./deal.policy";
import { findDeal } from "./deal.queries";

/** What a deal answers when somebody writes down what was said about it. */
export const followedDeal = {
  async demand(ctx: Ctx, permission: string, dealId: Id): Promise<void> {
    await findDeal(ctx, permission, dealId);
  },
  async follow(tx: Tx, permission: string, dealId: Id): Promise<string> {
    const deal = await loadForUpdate(tx, Deal, dealPolicy, permission, dealId);
    return deal.number;
  },
};
