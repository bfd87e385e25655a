import type { Part } from "./chosen";
import { runAdversary } from "./run-adversary";

/** One part of the adversary's run as a test: the parts go side by side, as each takes minutes. */
export const attackPart = (part: Part) =>
  describe(`whoever calls whatever operation (part ${part.no} of ${part.of})`, () => {
    it("learns nothing of another tenant, party or owner and changes nothing of theirs", async () => {
      const report = await runAdversary(undefined, part);
      const leaking = report.findings.filter(({ leaks }) => leaks.length > 0);
      expect(leaking.map(({ operation, leaks }) => [operation, ...leaks])).toEqual([]);
      // A run that has tried little has proved little.
      if (report.operations > 0) expect(report.probes).toBeGreaterThan(report.operations * 10);
    }, 2_400_000);
  });
