import { endComponents } from "../chain/plans";
import { onMessage } from "../kernel/events";
import type { Id } from "../kernel/ids";
import { followRelease } from "./plan-documents";

/**
 * What a work order that is over did not use of its material is free, down to the last part that was planned for it. After the
 * commit, for it locks other items than finishing does.
 */
export const workEndedFreesMaterial = onMessage<{ workOrderId: Id; factId: Id }>(
  "work.ended",
  async (tx, { payload: { workOrderId, factId } }) => {
    const released = await endComponents(tx, factId, workOrderId);
    await followRelease(tx, { ...released, materials: [] });
  },
);
