import { join } from "node:path";
import { day } from "@quanlian/shared/domain";
import { signIn } from "../../scripts/demo/desk";
import { sendOverHttp } from "../../scripts/demo/send";
import { runSelfAudit } from "../../scripts/self-audit/run-self-audit";
import { booksDifference } from "../../scripts/story/books";
import { playLeadToStatement } from "../../scripts/story/lead-to-statement";
import { playPartsList } from "../../scripts/story/parts-list";
import type { StoryParts } from "../../scripts/story/set-scene";
import { createTeller } from "../../scripts/story/teller";
import { expectSums } from "../../scripts/story/why-text";
import { givenOperator, nextNumber, PASSWORD } from "../support/given";
import { startProduct, type TestProduct } from "../support/product";

const DIRTY_LIST = join(__dirname, "..", "fixtures", "parts-list-dirty.csv");

interface ToldStep {
  title: string;
  ok: boolean;
  facts: Record<string, string | number>;
  lines: string[];
}

let product: TestProduct;

beforeAll(async () => (product = await startProduct()));
afterAll(() => product.close());

/** The story's parts on the product under test, and the lines that it tells. */
async function givenStory(): Promise<{ parts: StoryParts; told: () => ToldStep[] }> {
  const lines: string[] = [];
  const send = sendOverHttp(product.url);
  const { phone } = await givenOperator(product);
  const parts = {
    send,
    operator: await signIn(send, { phone, password: PASSWORD }),
    teller: createTeller(true, (line) => lines.push(line)),
    today: day("2026-11-23"),
    run: nextNumber(),
  };
  return { parts, told: () => lines.map((line) => JSON.parse(line) as ToldStep) };
}

/** Nobody delivers messages here, so how long they wait says nothing. */
const audit = (tenantId: string) =>
  runSelfAudit(product.services.config.databaseUrl, { tenantId, except: ["outbox."] });

describe("the story that people run by hand", () => {
  it("goes from an empty company to signed statements and leaves clean books", async () => {
    const { parts, told } = await givenStory();
    const { tenantId } = await playLeadToStatement(parts);
    expect(told().filter((step) => !step.ok)).toEqual([]);
    const confirmed = told().find((step) => step.facts.promisedOn !== undefined);
    // Two frames, each with brackets and beams, and a shell are made; steel, profile and screws are bought, and more
    // screws that go straight to the customer; 16 demands share 5 reservations and 15 pegs.
    expect(confirmed?.facts).toMatchObject({
      workOrders: 7,
      requisitionLines: 4,
      reservations: 5,
      pegs: 15,
    });
    expect((await audit(tenantId)).faults).toEqual([]);
  });

  it("turns a dirty parts list into a plan that loses nothing", async () => {
    const { parts, told } = await givenStory();
    const { tenantId } = await playPartsList(parts, DIRTY_LIST);
    const imported = told().find((step) => step.title.includes("parts-list-dirty.csv"));
    expect(imported?.facts).toMatchObject({
      listLines: 12,
      parts: 11,
      quantityIn: "122.5",
      quantityOut: "122.5",
    });
    expect(imported?.lines).toEqual([
      expect.stringMatching(/Screw M6x16.*首尾空格/),
      expect.stringMatching(/T-nut M6.*不同的分别处理/),
      expect.stringMatching(/Screw M6x16.*共 44/),
    ]);
    expect((await audit(tenantId)).faults).toEqual([]);
  });

  it("tells a step that does not hold, and goes no further", async () => {
    const { parts, told } = await givenStory();
    const missing = join(__dirname, "no-such-list.csv");
    await expect(playPartsList(parts, missing)).rejects.toThrow("no-such-list.csv");
    expect(told().map((step) => step.ok)).toEqual([true, true, false]);
  });
});

describe("what a story checks", () => {
  it("names the rows in which two states of the books differ", () => {
    const before = { stock: ["steel 10 reserved 0"], demands: ["7 5 5 0 0"], supplies: [] };
    const after = { ...before, stock: ["steel 10 reserved 3"], supplies: ["9 25 0 25"] };
    expect(booksDifference(before, before)).toEqual([]);
    expect(booksDifference(before, after)).toEqual([
      "stock lost: steel 10 reserved 0",
      "stock new: steel 10 reserved 3",
      "supplies new: 9 25 0 25",
    ]);
  });

  it("breaks off where the parts of a figure do not add up", () => {
    const sum = (total: string, ...quantities: string[]) => ({
      total,
      terms: quantities.map((quantity) => ({ label: "why.demand", text: "需求", quantity })),
    });
    const demand = {
      id: "1",
      parentSupplyId: null,
      itemId: "2",
      itemCode: "P",
      itemName: "零件",
      quantity: sum("10", "10"),
      cover: sum("0", "10", "-3", "-7"),
      available: null,
    };
    const explained = (changed: object) => ({ demands: [{ ...demand, ...changed }], supplies: [] });
    expect(() => expectSums(explained({}))).not.toThrow();
    expect(() => expectSums(explained({ cover: sum("0", "10", "-3", "-6") }))).toThrow("add up");
    expect(() => expectSums(explained({ cover: sum("1", "10", "-3", "-6") }))).toThrow("covered");
  });
});
