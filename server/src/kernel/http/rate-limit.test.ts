import { createRateLimiter } from "./rate-limit";

describe("the rate limiter", () => {
  it("lets a burst through, then says how long to wait, and refills with time", () => {
    let now = 0;
    const limiter = createRateLimiter(() => now);
    for (let i = 0; i < 60; i += 1) expect(limiter.take("a", 60)).toBe(0);
    expect(limiter.take("a", 60)).toBe(1);
    now += 1_000;
    expect(limiter.take("a", 60)).toBe(0);
    expect(limiter.take("a", 60)).toBe(1);
  });

  it("counts each key for itself", () => {
    const limiter = createRateLimiter(() => 0);
    expect(limiter.take("a", 1)).toBe(0);
    expect(limiter.take("a", 1)).toBeGreaterThan(0);
    expect(limiter.take("b", 1)).toBe(0);
  });
});
