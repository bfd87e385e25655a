import fc from "fast-check";
import type { Condition, ListQuery } from "@quanlian/shared/contract";
import { exact } from "@quanlian/shared/domain";
import {
  createLetterTables,
  customerOf,
  jobOf,
  Letter,
  letterList,
  letters,
  OTHER_TENANT,
  Sender,
  staffOf,
} from "../../../../tests/support/letters";
import { startProduct, type TestProduct } from "../../../../tests/support/product";
import { insertRows } from "../db/insert-rows";
import type { NewRowOf } from "../db/model";
import { transact } from "../db/transact";
import { countRows, listRows } from "./list-rows";

type Row = Omit<NewRowOf<typeof Letter>, "weight"> & { id: string; weight: string | null };
type Fields = (typeof letterList)["fields"];
type Query = ListQuery<Fields>;

/** A repeatable stream of choices: every run sees the same letters. */
function choices(seed: number) {
  let state = seed;
  return <T>(all: readonly T[]): T => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return all[Math.floor((state / 2_147_483_648) * all.length)]!;
  };
}

const senders = [
  { id: "901", name: "安达五金", bankAccount: "BANK-901" },
  { id: "902", name: "北辰机械", bankAccount: "BANK-902" },
  { id: "903", name: "Caldera Ltd", bankAccount: "BANK-903" },
];

function inventLetters(): Row[] {
  const pick = choices(7);
  return Array.from({ length: 240 }, (_, i) => ({
    id: String(100_000 + i * 3),
    number: `L-${String(i).padStart(4, "0")}`,
    title: pick(["螺丝 abc", "螺母", "aBc%_x", "", null, "不锈钢垫圈"]),
    state: pick(["draft", "sent", "answered"] as const),
    senderId: pick(["901", "902", "903", null]),
    weight: pick(["0.000001", "12345678901234.000001", "12345678901234.000002", "-3.5", "0", null]),
    postageCents: pick([0, 1, 9_007_199_254_740_991, -5, null]) as Row["postageCents"],
    costCents: pick([100, 200, 300]) as Row["costCents"],
    pages: pick([1, 2, 3, null]),
    sentOn: pick(["2026-01-31", "2026-02-01", "1999-12-31", null]) as Row["sentOn"],
    readAt: pick([
      new Date("2026-01-01T00:00:00.001Z"),
      new Date("2026-01-01T00:00:00.002Z"),
      null,
    ]),
    urgent: pick([true, false]),
    ownerId: pick(["501", "502", null]),
    departmentId: pick(["601", "602"]),
  }));
}

let product: TestProduct;
const rows = inventLetters();

beforeAll(async () => {
  product = await startProduct();
  await createLetterTables(product.services.db);
  await transact(jobOf(product), async (tx) => {
    await insertRows(tx, Sender, senders);
    await insertRows(tx, Letter, rows);
  });
  await transact(jobOf(product, OTHER_TENANT), (tx) =>
    insertRows(tx, Letter, [{ ...rows[0]!, id: "999999", number: "FOREIGN", senderId: "901" }]),
  );
});
afterAll(() => product.close());

/** All pages of a query, in order. */
async function allPages(ctx: ReturnType<typeof jobOf>, query: Query) {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 400; page += 1) {
    const answer = await listRows(ctx, letters, { ...query, cursor });
    ids.push(...answer.rows.map(({ id }) => id));
    if (answer.nextCursor === null) return ids;
    cursor = answer.nextCursor;
  }
  throw new Error("the pages never end");
}

const refusal = async (work: Promise<unknown>) =>
  work.then(
    () => "answered",
    (error: { code?: string }) => error.code,
  );

const sortable = [
  "number",
  "title",
  "state",
  "sender",
  "weight",
  "postageCents",
  "pages",
  "sentOn",
  "readAt",
] as const;
const sorts = fc.uniqueArray(fc.constantFrom(...sortable), { maxLength: 3 }).chain((fields) =>
  fc.tuple(
    ...fields.map((field) =>
      fc.record({
        field: fc.constant(field),
        direction: fc.constantFrom("asc" as const, "desc" as const),
      }),
    ),
  ),
);

describe("the pages of a list", () => {
  it("visit each row exactly once and in order, for any sort, with ties and empty values", async () => {
    await fc.assert(
      fc.asyncProperty(sorts, fc.integer({ min: 1, max: 60 }), async (sort, limit) => {
        const inOnePage = await listRows(jobOf(product), letters, { sort }, {}).then(
          async (first) => [...first.rows.map(({ id }) => id)],
        );
        const paged = await allPages(jobOf(product), { sort, limit });
        expect(new Set(paged).size).toBe(rows.length);
        expect(paged).toHaveLength(rows.length);
        expect(paged.slice(0, inOnePage.length)).toEqual(inOnePage);
        const whole = await listRows(
          jobOf(product),
          letters,
          { sort, limit: 1_000 },
          { largestPage: 1_000 },
        );
        expect(paged).toEqual(whole.rows.map(({ id }) => id));
      }),
      { numRuns: 25 },
    );
  });

  it("are ordered as exact numbers and days are, empty ones first when ascending", async () => {
    const byWeight = await allPages(jobOf(product), {
      sort: [{ field: "weight", direction: "asc" }],
      limit: 17,
    });
    const value = new Map(
      rows.map((row) => [row.id, row.weight == null ? null : exact(row.weight)]),
    );
    for (let i = 1; i < byWeight.length; i += 1) {
      const [a, b] = [value.get(byWeight[i - 1]!), value.get(byWeight[i]!)];
      expect(a === null || (b !== null && a! <= b!)).toBe(true);
    }
    const byDay = await allPages(jobOf(product), {
      sort: [{ field: "sentOn", direction: "desc" }],
      limit: 7,
    });
    const day = new Map(rows.map((row) => [row.id, row.sentOn ?? ""]));
    expect(byDay.map((id) => day.get(id)!)).toEqual([...day.values()].sort().reverse());
  });

  it("begin with the newest when nobody says otherwise", async () => {
    const { rows: page } = await listRows(jobOf(product), letters, { limit: 2 });
    expect(page.map(({ id }) => id)).toEqual([rows.at(-1)!.id, rows.at(-2)!.id]);
  });

  it("keep decimals, money, instants and references exact in the rows", async () => {
    const { rows: page } = await listRows(jobOf(product), letters, { limit: 200 });
    for (const shown of page) {
      const row = rows.find(({ id }) => id === shown.id)!;
      expect(shown.weight === null ? null : exact(shown.weight!)).toEqual(
        row.weight == null ? null : exact(row.weight),
      );
      expect(shown.postageCents).toBe(row.postageCents);
      expect(shown.readAt).toBe(row.readAt?.toISOString() ?? null);
      expect(shown.urgent).toBe(row.urgent);
      expect(shown.sender).toEqual(
        row.senderId
          ? { id: row.senderId, label: senders.find(({ id }) => id === row.senderId)!.name }
          : null,
      );
      expect(letterList.fields.weight.value.nullable().safeParse(shown.weight).success).toBe(true);
      expect(shown).not.toHaveProperty("ownerId");
    }
  });

  it("hold only the columns asked for", async () => {
    const { rows: page } = await listRows(jobOf(product), letters, {
      columns: ["number", "ownerId"],
      limit: 1,
    });
    expect(Object.keys(page[0]!).sort()).toEqual(["id", "number", "ownerId"]);
  });
});

describe("a cursor", () => {
  it("is refused when it was tampered with or belongs to another question", async () => {
    const ctx = jobOf(product);
    const sort: Query["sort"] = [{ field: "pages", direction: "asc" }];
    const { nextCursor } = await listRows(ctx, letters, { limit: 3, sort });
    const cursor = nextCursor!;
    expect(await refusal(listRows(ctx, letters, { cursor, sort }))).toBe("answered");
    const [text, sign] = cursor.split(".") as [string, string];
    const forged = Buffer.from(JSON.stringify({ v: [1], i: "1" })).toString("base64url");
    const wrong = [
      `${forged}.${sign}`,
      text,
      `${text}.`,
      `.${sign}`,
      "",
      "x",
      `${text}.${sign}AA`,
      `${text}x.${sign}`,
    ];
    for (const each of wrong) {
      expect([each, await refusal(listRows(ctx, letters, { cursor: each, sort }))]).toEqual([
        each,
        "list.bad_cursor",
      ]);
    }
    expect(await refusal(listRows(ctx, letters, { cursor }))).toBe("list.bad_cursor");
    expect(
      await refusal(listRows(ctx, letters, { cursor, sort, filter: { pages: { eq: 1 } } })),
    ).toBe("list.bad_cursor");
    expect(await refusal(listRows(jobOf(product, OTHER_TENANT), letters, { cursor, sort }))).toBe(
      "list.bad_cursor",
    );
  });
});

type Holds = (row: Row) => boolean;
const like = (text: string | null | undefined, piece: string) =>
  text != null && text.toLowerCase().includes(piece.toLowerCase());

/** Filters with what they mean, computed in memory. */
const filters: fc.Arbitrary<{ filter: Query["filter"]; holds: Holds }> = fc.oneof(
  fc
    .constantFrom("draft", "sent", "answered")
    .chain((state) =>
      fc.constantFrom<{ filter: Query["filter"]; holds: Holds }>(
        { filter: { state: { eq: state as "draft" } }, holds: (row) => row.state === state },
        { filter: { state: { ne: state as "draft" } }, holds: (row) => row.state !== state },
      ),
    ),
  fc.constantFrom("eq", "ne", "gt", "gte", "lt", "lte").chain((operator) =>
    fc.constantFrom("12345678901234.000001", "-3.5", "0", "7").map((limit) => ({
      filter: { weight: { [operator]: limit } as Condition<string> },
      holds: (row: Row) =>
        compare(operator, row.weight == null ? null : exact(row.weight), exact(limit)),
    })),
  ),
  fc.constantFrom("gt", "lte", "ne").chain((operator) =>
    fc.constantFrom(0, 9_007_199_254_740_991).map((limit) => ({
      filter: { postageCents: { [operator]: limit } as Condition<number> },
      holds: (row: Row) =>
        compare(
          operator,
          row.postageCents == null ? null : BigInt(row.postageCents),
          BigInt(limit),
        ),
    })),
  ),
  fc.subarray(["901", "902", "903"], { minLength: 1 }).map((ids) => ({
    filter: { sender: { in: ids } },
    holds: (row: Row) => row.senderId != null && ids.includes(row.senderId),
  })),
  fc.constantFrom("abc", "%", "_x", "螺", "a%c").map((piece) => ({
    filter: { title: { contains: piece } },
    holds: (row: Row) => like(row.title, piece),
  })),
  fc.constantFrom("五金", "Cald").map((piece) => ({
    filter: { sender: { contains: piece } },
    holds: (row: Row) => like(senders.find(({ id }) => id === row.senderId)?.name, piece),
  })),
  fc
    .boolean()
    .map((empty) => ({ filter: { title: { empty } }, holds: (row: Row) => !row.title === empty })),
  fc.boolean().map((empty) => ({
    filter: { sentOn: { empty } },
    holds: (row: Row) => (row.sentOn == null) === empty,
  })),
  fc
    .boolean()
    .map((eq) => ({ filter: { urgent: { eq } }, holds: (row: Row) => row.urgent === eq })),
  fc.constantFrom("2026-01-31", "2026-02-01").map((from) => ({
    filter: { sentOn: { gte: from, lt: "2026-02-01" } },
    holds: (row: Row) => row.sentOn != null && row.sentOn >= from && row.sentOn < "2026-02-01",
  })),
  fc.constant({
    filter: { readAt: { gt: "2026-01-01T00:00:00.001Z" } },
    holds: (row: Row) =>
      row.readAt != null && row.readAt.getTime() > Date.parse("2026-01-01T00:00:00.001Z"),
  }),
);

function compare(operator: string, value: bigint | null, limit: bigint): boolean {
  if (operator === "ne") return value === null || value !== limit;
  if (value === null) return false;
  const results: Record<string, boolean> = {
    eq: value === limit,
    gt: value > limit,
    gte: value >= limit,
    lt: value < limit,
    lte: value <= limit,
  };
  return results[operator]!;
}

describe("a filter", () => {
  it("finds what it means, alone and together with others, and the count agrees", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(filters, { minLength: 1, maxLength: 3 }), async (several) => {
        const filter = Object.assign({}, ...several.map((each) => each.filter)) as Query["filter"];
        // A later filter on the same field replaces the earlier one, as in the merged object.
        const last = new Map(several.map((each) => [Object.keys(each.filter!)[0], each.holds]));
        const wanted = rows
          .filter((row) => [...last.values()].every((holds) => holds(row)))
          .map(({ id }) => id);
        const found = await allPages(jobOf(product), { filter, limit: 50 });
        expect(found.sort()).toEqual(wanted.sort());
        expect(await countRows(jobOf(product), letters, { filter })).toBe(wanted.length);
      }),
      { numRuns: 80 },
    );
  });
});

describe("whose rows", () => {
  const visible = async (ctx: ReturnType<typeof jobOf>) =>
    (await allPages(ctx, { limit: 100 })).sort();
  const idsOf = (holds: Holds) =>
    rows
      .filter(holds)
      .map(({ id }) => id)
      .sort();

  it("are the actor's by scope, in pages, counts, filters and sorts", async () => {
    const own = staffOf(product, { scope: "own" });
    expect(await visible(own)).toEqual(idsOf((row) => row.ownerId === "501"));
    expect(await countRows(own, letters, {})).toBe(idsOf((row) => row.ownerId === "501").length);
    const department = staffOf(
      product,
      { scope: "department" },
      { departmentId: "601", departmentIds: ["601"] },
    );
    expect(await visible(department)).toEqual(
      idsOf((row) => row.ownerId === "501" || row.departmentId === "601"),
    );
    const sorted = await allPages(own, {
      sort: [{ field: "sender", direction: "desc" }],
      limit: 3,
    });
    expect(sorted.sort()).toEqual(idsOf((row) => row.ownerId === "501"));
    const foreign = rows.find((row) => row.ownerId === "502")!;
    expect(await countRows(own, letters, { filter: { number: { eq: foreign.number } } })).toBe(0);
    expect(await countRows(staffOf(product, { permissions: ["other.*"] }), letters, {})).toBe(0);
  });

  it("are the tenant's and no other's", async () => {
    expect(await visible(jobOf(product, OTHER_TENANT))).toEqual(["999999"]);
    const other = await listRows(jobOf(product, OTHER_TENANT), letters, {});
    // The sender's id is the same, but the sender is another tenant's: no name.
    expect(other.rows[0]!.sender).toEqual({ id: "901", label: "" });
  });

  it("are the customer's own", async () => {
    expect(await visible(customerOf(product, "902"))).toEqual(
      idsOf((row) => row.senderId === "902"),
    );
    const byName = await allPages(customerOf(product, "902"), {
      sort: [{ field: "sender", direction: "asc" }],
      limit: 9,
    });
    expect(byName).toHaveLength(idsOf((row) => row.senderId === "902").length);
    expect(await countRows(customerOf(product, "902"), letters, { search: "L-0" })).toBe(
      byName.length,
    );
  });
});

describe("a masked field", () => {
  const masked = () => staffOf(product, { masks: ["cost", "bank"] });

  it("is null in rows and cannot be asked for, filtered or sorted by", async () => {
    const { rows: page } = await listRows(masked(), letters, { limit: 200 });
    expect(page.every((row) => row.costCents === null && row.senderAccount === null)).toBe(true);
    const open = await listRows(staffOf(product, {}), letters, {
      limit: 1,
      filter: { sender: { empty: false } },
    });
    expect(open.rows[0]!.costCents).toBeGreaterThan(0);
    expect(open.rows[0]!.senderAccount).toMatch(/^BANK/);
    const leaks: Query[] = [
      { columns: ["number", "costCents"] },
      { filter: { costCents: { gt: 150 } } },
      { sort: [{ field: "costCents", direction: "asc" }] },
      { filter: { senderAccount: { contains: "BANK" } } },
    ];
    for (const leak of leaks)
      expect(await refusal(listRows(masked(), letters, leak))).toBe("auth.field_masked");
    expect(
      await refusal(countRows(masked(), letters, { filter: { costCents: { eq: 100 } } })),
    ).toBe("auth.field_masked");
    expect(await refusal(listRows(customerOf(product, "901"), letters, leaks[1]!))).toBe(
      "auth.field_masked",
    );
  });

  it("names all masked fields of a query at once", async () => {
    await expect(
      listRows(masked(), letters, {
        filter: { costCents: { eq: 1 } },
        sort: [{ field: "senderAccount", direction: "asc" }],
      }),
    ).rejects.toMatchObject({ facts: { fields: ["costCents", "senderAccount"] } });
  });

  it("shows when one of several granting roles does not mask it", async () => {
    const ctx = staffOf(product, { masks: ["cost"] });
    const actor = ctx.actor as Extract<typeof ctx.actor, { kind: "staff" }>;
    const both = { ...actor, grants: [...actor.grants, { ...actor.grants[0]!, masks: [] }] };
    expect(
      await refusal(
        listRows(Object.assign(staffOf(product, {}), { actor: both }), letters, {
          columns: ["costCents"],
        }),
      ),
    ).toBe("answered");
  });
});

it("sorting twice by one field, or by one that is not sortable, is refused with every fault named", async () => {
  const sort = [
    { field: "pages", direction: "asc" },
    { field: "pages", direction: "desc" },
    { field: "urgent", direction: "asc" },
  ] as Query["sort"];
  await expect(listRows(jobOf(product), letters, { sort })).rejects.toMatchObject({
    code: "list.bad_filter",
    issues: [{ path: ["sort", 1, "field"] }, { path: ["sort", 2, "field"] }],
  });
});
