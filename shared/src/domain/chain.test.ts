import { arrowOwners, arrows, chainLinks } from "./chain";

test("each fact has one arrow, and no two arrows expect the same event", () => {
  expect(new Set(arrows.map(({ fact }) => fact)).size).toBe(arrows.length);
  expect(new Set(arrows.map(({ expects }) => expects)).size).toBe(arrows.length);
});

test.each(arrows.map((arrow) => [arrow.fact, arrow] as const))(
  "%s joins links of the chain, within a limit, under an owner",
  (_, arrow) => {
    expect(chainLinks).toContain(arrow.from);
    expect(chainLinks).toContain(arrow.to);
    expect(arrowOwners).toContain(arrow.owner);
    expect(arrow.withinHours).toBeGreaterThan(0);
    expect([null, "quantity", "amount"]).toContain(arrow.conserves);
  },
);

test("no link is left out: each begins or receives an arrow", () => {
  const joined = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  expect([...joined].sort()).toEqual([...chainLinks].sort());
});
