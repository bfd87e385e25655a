import { runAdversary } from "./run-adversary";

describe("whoever calls whatever operation", () => {
  it("learns nothing of another tenant, party or owner and changes nothing of theirs", async () => {
    const report = await runAdversary();
    const leaking = report.findings.filter(({ leaks }) => leaks.length > 0);
    expect(leaking.map(({ operation, leaks }) => [operation, ...leaks])).toEqual([]);
    // A run that has tried little has proved little.
    expect(report.probes).toBeGreaterThan(report.operations * 10);
  }, 2_400_000);
});
