import type { TouchChannel } from "@quanlian/shared/contract";
import type { Id } from "../../kernel/ids";
import type { LeadDetails } from "./lead.rules";

/** Where and when somebody was heard of. */
export interface Occurrence {
  channel: TouchChannel;
  account: string;
  externalId: string | null;
  campaign: string;
  keyword: string;
  costCents: number;
  formId: Id | null;
  raw: Record<string, unknown> | null;
  occurredAt: Date;
}

export interface Entry {
  details: LeadDetails;
  occurrence: Occurrence;
}
