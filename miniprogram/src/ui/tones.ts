import type { TagTone } from "./parts";

/** Straw waits for somebody, green and red report, blue is under way; what is over is grey. */
const TONES: Record<string, TagTone> = {
  sent: "wait",
  issued: "wait",
  dispatched: "brand",
  delivered: "wait",
  countered: "wait",
  disputed: "bad",
  accepted: "ok",
  confirmed: "brand",
  signed: "ok",
  received: "ok",
  completed: "ok",
  resolved: "ok",
  partly_received: "brand",
  open: "wait",
  invited: "wait",
  viewed: "wait",
  quoted: "brand",
  won: "ok",
  rejected: "bad",
};

export const toneOf = (state: string): TagTone => TONES[state];
