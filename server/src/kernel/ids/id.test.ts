import { compareIds, createIdMaker, sortedIds } from "./id";

describe("an id maker", () => {
  it("makes ids that ascend and never repeat, also within one millisecond", () => {
    const maker = createIdMaker(7, () => 1_800_000_000_000);
    const ids = Array.from({ length: 10_000 }, () => maker.next());
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort(compareIds)).toEqual(ids);
  });

  it("goes on ascending when the clock steps back", () => {
    let now = 1_800_000_000_000;
    const maker = createIdMaker(7, () => now);
    const before = maker.next();
    now -= 5_000;
    expect(compareIds(before, maker.next())).toBeLessThan(0);
  });

  it("never makes the id of another worker", () => {
    const clock = () => 1_800_000_000_000;
    const [one, two] = [createIdMaker(1, clock), createIdMaker(2, clock)];
    const ids = new Set(Array.from({ length: 4096 }, () => [one.next(), two.next()]).flat());
    expect(ids.size).toBe(8192);
  });

  it("keeps every id within 64 signed bits until 2095", () => {
    const maker = createIdMaker(1023, () => Date.UTC(2095, 0, 1));
    expect(BigInt(maker.next())).toBeLessThan(2n ** 63n);
  });

  it("refuses a worker number that does not exist", () => {
    expect(() => createIdMaker(1024)).toThrow(RangeError);
  });
});

describe("ordering ids", () => {
  it("orders them as numbers, not as texts", () => {
    expect(sortedIds(["10", "9", "10"])).toEqual(["9", "10"]);
  });
});
