import fc from "fast-check";
import {
  createLetterTables,
  customerOf,
  jobOf,
  Letter,
  letters,
  OTHER_TENANT,
  staffOf,
} from "../../../../tests/support/letters";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { insertRows } from "../db/insert-rows";
import { transact } from "../db/transact";
import { countRows, listRows } from "../lists/list-rows";
import { findRecords } from "./find-records";
import { normalise } from "./normalise";
import { declareSearchable } from "./searchable";
import { TERM_LENGTH, termsOf } from "./terms";
import { writeTerms } from "./write-terms";

const PIECES = ["不锈钢", "螺丝", "螺母", "重庆", "Ｍ６", "m8x20", "长", "A_b%", "100%", "-", "钛"];

/** Titles of one to five pieces, some with blanks between them. */
function inventTitles(): string[] {
  let state = 11;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return Array.from({ length: 300 }, () =>
    Array.from({ length: 1 + next(5) }, () => PIECES[next(PIECES.length)]!).join(
      next(4) === 0 ? " " : "",
    ),
  );
}

const LONG = "这是一个非常非常长的零件名称它比一个检索词还要长得多而且还没有结束";
const titles = [...inventTitles(), LONG, `${LONG}之二`];
const rows = titles.map((title, i) => ({
  id: String(1_000 + i),
  number: `SO-20261123-${String(i).padStart(4, "0")}`,
  title,
  state: "sent",
  urgent: false,
  ownerId: i % 2 === 0 ? "501" : "502",
  senderId: "901",
}));

let product: TestProduct;

beforeAll(async () => {
  product = await startProduct();
  await createLetterTables(product.services.db);
  declareSearchable("letter", { resource: letters, title: "number", detail: "title" });
  await transact(jobOf(product), async (tx) => {
    await insertRows(tx, Letter, rows);
    await writeTerms(
      tx,
      "letter",
      rows.map(({ id, number, title }) => ({ id, texts: [number, title] })),
    );
  });
  await transact(jobOf(product, OTHER_TENANT), async (tx) => {
    await insertRows(tx, Letter, [{ ...rows[0]!, id: "77", number: "FOREIGN", title: "不锈钢" }]);
    await writeTerms(tx, "letter", [{ id: "77", texts: ["FOREIGN", "不锈钢"] }]);
  });
});
afterAll(() => product.close());

const find = async (search: string, ctx = jobOf(product)) => {
  const { rows: found } = await listRows(
    ctx,
    letters,
    { search, limit: 1_000 },
    { largestPage: 1_000 },
  );
  return found.map(({ id }) => id).sort();
};

/** What a substring search means, word by word, over the real texts. */
const holding = (search: string) =>
  rows
    .filter(({ number, title }) =>
      normalise(search)
        .split(/\s+/)
        .every((word) => [number, title].some((text) => normalise(text).includes(word))),
    )
    .map(({ id }) => id)
    .sort();

describe("searching a list", () => {
  it("finds exactly the rows that hold the text, whatever piece of it is asked for", async () => {
    const piece = fc
      .record({
        of: fc.constantFrom(...titles),
        from: fc.nat(12),
        length: fc.integer({ min: 1, max: 7 }),
      })
      .map(({ of, from, length }) =>
        Array.from(of)
          .slice(from, from + length)
          .join("")
          .trim(),
      )
      // A word of Latin letters alone may be pinyin as well: it finds more than substrings.
      .filter((text) => text !== "" && !/(?:^|\s)[a-z]+(?:\s|$)/.test(normalise(text)));
    await fc.assert(
      fc.asyncProperty(piece, async (search) => {
        expect([search, await find(search)]).toEqual([search, holding(search)]);
        expect(await countRows(jobOf(product), letters, { search })).toBe(holding(search).length);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    "钢",
    "不锈钢螺丝",
    "m6",
    "Ｍ６",
    "SO-20261123-0007",
    "1123-00",
    "0007",
    "%",
    "_",
    "\\",
    "没有",
  ])("finds %s as the texts hold it", async (search) => {
    expect(await find(search)).toEqual(holding(search));
  });

  it("wants every word of the search", async () => {
    expect(await find("螺丝 重庆")).toEqual(holding("螺丝 重庆"));
    expect((await find("螺丝 重庆")).length).toBeGreaterThan(0);
  });

  it("proves a word that is longer than a term against the texts", async () => {
    expect(Array.from(LONG).length).toBeGreaterThan(TERM_LENGTH);
    expect(await find(LONG)).toEqual(holding(LONG));
    expect(await find(`${LONG}之二`)).toEqual([rows.at(-1)!.id]);
    // The pieces of this one are all there, but not in this order.
    expect(
      await find(
        `${Array.from(LONG).slice(0, 24).join("")}${Array.from(LONG).slice(2, 26).join("")}`,
      ),
    ).toEqual([]);
  });

  it("finds Chinese by the initials and by the full pinyin, from any syllable on", async () => {
    const steel = holding("不锈钢");
    expect(await find("bxg")).toEqual(steel);
    expect(await find("BuXiu")).toEqual(steel);
    expect(await find("xiugang")).toEqual(steel);
    expect(await find("chongq")).toEqual(holding("重庆"));
  });

  it("finds the same for a customer, who may not read the terms, except pinyin", async () => {
    const customer = customerOf(product, "901");
    expect(await find("不锈钢螺", customer)).toEqual(holding("不锈钢螺"));
    expect(await find("bxg", customer)).toEqual([]);
    expect(await find("不锈钢", customerOf(product, "902"))).toEqual([]);
  });

  it("keeps the row rule and the tenant", async () => {
    const own = new Set(rows.filter((row) => row.ownerId === "501").map(({ id }) => id));
    expect(await find("螺", staffOf(product, { scope: "own" }))).toEqual(
      holding("螺").filter((id) => own.has(id)),
    );
    expect(await find("不锈钢", jobOf(product, OTHER_TENANT))).toEqual(["77"]);
    expect(await find("FOREIGN")).toEqual([]);
  });
});

describe("frequent words", () => {
  const MANY = 3_200;

  it("are found row by row as soon as naming all hits would take too long, with the same result", async () => {
    const many = Array.from({ length: MANY }, (_, i) => ({
      ...rows[0]!,
      id: String(500_000 + i),
      number: `X${i}`,
      title: i % 800 === 0 ? "常见件 稀有" : "常见件",
    }));
    await transact(jobOf(product), async (tx) => {
      await insertRows(tx, Letter, many);
      await writeTerms(
        tx,
        "letter",
        many.map(({ id, title }) => ({ id, texts: [title] })),
      );
    });
    const first = await listRows(jobOf(product), letters, { search: "常见件", limit: 2 });
    expect(first.rows.map(({ id }) => id)).toEqual([many.at(-1)!.id, many.at(-2)!.id]);
    expect(await countRows(jobOf(product), letters, { search: "常见" })).toBe(MANY);
    expect(await find("常见件 稀有")).toHaveLength(4);
    expect(await countRows(jobOf(product), letters, { search: "changjian" })).toBe(MANY);
  });
});

describe("writing terms", () => {
  it("takes the old ones away, for several records in two statements", async () => {
    const before = product.statements.length;
    await transact(jobOf(product), (tx) =>
      writeTerms(tx, "letter", [
        { id: rows[0]!.id, texts: ["换了名字"] },
        { id: rows[1]!.id, texts: [null, "也换了"] },
      ]),
    );
    const sent = product.statements.slice(before).filter((text) => /search_terms/.test(text));
    expect(sent).toHaveLength(2);
    expect(await find("换了")).toEqual([rows[0]!.id, rows[1]!.id].sort());
    expect(await find(rows[0]!.number)).toEqual([]);
  });

  it("has a bounded number of terms for any text", () => {
    expect(termsOf(["字".repeat(5_000)]).length).toBeLessThanOrEqual(600);
    expect(termsOf(["", "  "])).toEqual([]);
    expect(Math.max(...termsOf([LONG]).map((term) => Array.from(term).length))).toBe(TERM_LENGTH);
  });
});

describe("search.find", () => {
  it("answers hits of the kinds that one may list, within the row rule", async () => {
    const { hits } = await findRecords(staffOf(product, { scope: "own" }), {
      query: "SO-20261123-0004",
    });
    expect(hits).toEqual([
      { type: "letter", id: rows[4]!.id, title: rows[4]!.number, detail: rows[4]!.title },
    ]);
    const foreign = await findRecords(staffOf(product, { scope: "own" }), {
      query: "SO-20261123-0005",
    });
    expect(foreign.hits).toEqual([]);
    const without = staffOf(product, { permissions: ["orders.*"] });
    expect(
      (await findRecords(without, { query: "SO-20261123-0004", types: ["letter"] })).hits,
    ).toEqual([]);
    expect(
      (await findRecords(jobOf(product), { query: "SO-20261123-0004", types: ["other"] })).hits,
    ).toEqual([]);
  });
});
