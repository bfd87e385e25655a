import { z } from "zod";
import { read, type Operation } from "@quanlian/shared/contract";
import { buildRegistry, type Implementation } from "./registry";

const operation = (rest: Partial<Operation> = {}): Operation => ({
  ...read({
    summary: "",
    input: z.object({}),
    output: z.object({}),
    actors: ["staff"],
    permission: "things.show",
    function: "core",
    subject: { type: "thing", list: true },
  }),
  ...rest,
});
const link = (
  contract: Record<string, Operation>,
  handlers: Record<string, unknown>,
): Implementation => ({
  contract,
  handlers,
});
const handler = () => Promise.resolve({});

describe("the registry of operations", () => {
  it("joins every link into one map", () => {
    const registry = buildRegistry([
      link({ "things.show": operation() }, { "things.show": handler }),
    ]);
    expect([...registry.keys()]).toEqual(["things.show"]);
  });

  it.each([
    ["without a handler", [link({ "things.show": operation() }, {})]],
    ["with a handler for nothing", [link({}, { "things.show": handler })]],
    [
      "declared twice",
      [
        link({ "things.show": operation() }, { "things.show": handler }),
        link({ "things.show": operation() }, { "things.show": handler }),
      ],
    ],
    [
      "that staff may call without a permission",
      [link({ "things.show": operation({ permission: null }) }, { "things.show": handler })],
    ],
    [
      "that nobody may call",
      [link({ "things.show": operation({ actors: [] }) }, { "things.show": handler })],
    ],
    ["with an odd name", [link({ Things: operation() }, { Things: handler })]],
  ])("refuses to start with an operation %s", (_, links) => {
    expect(() => buildRegistry(links)).toThrow("do not fit together");
  });
});
