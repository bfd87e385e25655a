import { Refusal } from "../errors/refusal";
import { defineStates } from "./define-states";

const letterStates = defineStates({
  draft: { submit: "pending_approval", send: "sent", cancel: "cancelled" },
  pending_approval: { approve: "sent", refuse: "draft" },
  sent: { answer: "answered" },
});

describe("defineStates", () => {
  it("names every state once, those that are only targets included, in the order of the table", () => {
    expect(letterStates.names).toEqual([
      "draft",
      "pending_approval",
      "sent",
      "cancelled",
      "answered",
    ]);
    expect(letterStates.initial).toBe("draft");
  });

  it("steps along the written moves", () => {
    expect(letterStates.step("draft", "submit")).toBe("pending_approval");
    expect(letterStates.step("pending_approval", "refuse")).toBe("draft");
    expect(letterStates.step("sent", "answer")).toBe("answered");
  });

  it("refuses every other move and says which state and action did not fit", () => {
    const illegal = new Map<string, unknown>();
    for (const state of letterStates.names) {
      for (const action of ["submit", "send", "cancel", "approve", "refuse", "answer"] as const) {
        if (letterStates.allows(state, action)) continue;
        try {
          letterStates.step(state, action);
          illegal.set(`${state}/${action}`, "allowed");
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          expect((error as Refusal).code).toBe("state.illegal_move");
          expect((error as Refusal).facts).toEqual({ state, action });
        }
      }
    }
    expect([...illegal]).toEqual([]);
  });

  it("is not deceived by names that every object has", () => {
    const text = "constructor" as "draft";
    expect(letterStates.includes(text)).toBe(false);
    expect(() => letterStates.step("draft", "toString" as "send")).toThrow("state.illegal_move");
    expect(() => letterStates.step(text, "send")).toThrow("state.illegal_move");
  });

  it("tells what leaves a state and which states are final", () => {
    expect(letterStates.actionsFrom("draft")).toEqual(["submit", "send", "cancel"]);
    expect(letterStates.actionsFrom("answered")).toEqual([]);
    expect(letterStates.names.filter((name) => letterStates.isFinal(name))).toEqual([
      "cancelled",
      "answered",
    ]);
  });

  it("knows its own states from texts", () => {
    expect(letterStates.includes("sent")).toBe(true);
    expect(letterStates.includes("lost")).toBe(false);
  });

  it("starts where it is told to, and refuses a table with a state out of reach", () => {
    const moves = { counter: { accept: "issued" }, issued: { counter: "counter" } } as const;
    expect(defineStates(moves, { initial: "issued" }).initial).toBe("issued");
    expect(() => defineStates({ open: { close: "closed" }, lost: { find: "open" } })).toThrow(
      "No move leads to the state lost",
    );
    expect(() => defineStates({})).toThrow("no start");
  });

  it("is typed: an unknown state or action does not compile", () => {
    // @ts-expect-error "fly" is no action of the table
    expect(() => letterStates.step("draft", "fly")).toThrow();
    // @ts-expect-error "gone" is no state of the table
    expect(() => letterStates.step("gone", "send")).toThrow();
    const next: "draft" | "pending_approval" | "sent" | "cancelled" | "answered" =
      letterStates.step("draft", "cancel");
    expect(next).toBe("cancelled");
  });
});
