import { median, round, type Measured } from "../support/measure";
import type { Side } from "./sides";

/** One measurement: what it came to, and what each confirmation cost. */
export interface Comparison extends Measured {
  round: number;
  side: Side["name"];
  statements: number;
  lockWaits: number;
  databaseCpuMs: number;
  nodeCpuMs: number;
}

/** At most so many times the floor. */
export const TARGETS = { product: 1.5, http: 2 };

/** How many times the floor: 1 is as fast. `spread` is the lowest and the highest of the rounds. */
interface Ratios {
  p50Ratio: number | null;
  tps8Ratio: number | null;
  tps32Ratio: number | null;
  spread: Record<"p50" | "tps8" | "tps32", number[]>;
}

/** The medians of each round's ratio of product to floor. */
export function summarise(all: readonly Comparison[]) {
  const inProcess = ratiosOf(all, "product");
  const http = ratiosOf(all, "http");
  const within = ({ p50Ratio, tps8Ratio, tps32Ratio }: Ratios, limit: number) =>
    [p50Ratio, tps8Ratio, tps32Ratio].every((ratio) => ratio !== null && ratio <= limit);
  return {
    inProcess,
    http,
    targets: TARGETS,
    reached: within(inProcess, TARGETS.product) && within(http, TARGETS.http),
  };
}

function ratiosOf(all: readonly Comparison[], side: "product" | "http"): Ratios {
  const p50 = perRound(all, side, 1, (own, floor) => own.p50 / floor.p50);
  const tps8 = perRound(all, side, 8, (own, floor) => floor.tps / own.tps);
  const tps32 = perRound(all, side, 32, (own, floor) => floor.tps / own.tps);
  return {
    p50Ratio: middle(p50),
    tps8Ratio: middle(tps8),
    tps32Ratio: middle(tps32),
    spread: { p50: ends(p50), tps8: ends(tps8), tps32: ends(tps32) },
  };
}

function perRound(
  all: readonly Comparison[],
  side: Side["name"],
  clients: number,
  ratio: (own: Comparison, floor: Comparison) => number,
): number[] {
  const of = (name: Side["name"]) =>
    all.filter((each) => each.side === name && each.clients === clients);
  const floors = new Map(of("floor").map((each) => [each.round, each]));
  return of(side).map((own) => ratio(own, floors.get(own.round)!));
}

/** Null where nothing was measured, as in a smoke. */
const middle = (values: readonly number[]) => (values.length === 0 ? null : round(median(values)));

const ends = (values: readonly number[]) =>
  values.length === 0 ? [] : [round(Math.min(...values)), round(Math.max(...values))];

/** What the product spends its time on at eight clients, from what was counted. */
export function findBound(all: readonly Comparison[]): string {
  const of = (side: Side["name"]) => all.filter((each) => each.side === side && each.clients === 8);
  const figure = (side: Side["name"], name: "statements" | "databaseCpuMs" | "nodeCpuMs" | "tps") =>
    round(median(of(side).map((each) => each[name])));
  const busy = (name: "databaseCpuMs" | "nodeCpuMs") =>
    Math.round((figure("product", name) * figure("product", "tps")) / 10);
  return (
    `8 clients in process: Node's one thread ${busy("nodeCpuMs")} % busy, MariaDB ${busy("databaseCpuMs")} % of a core; ` +
    `per confirmation ${figure("product", "nodeCpuMs")} ms in Node (floor ${figure("floor", "nodeCpuMs")}), ` +
    `${figure("product", "databaseCpuMs")} ms in MariaDB (floor ${figure("floor", "databaseCpuMs")}), ` +
    `${figure("product", "statements")} statements (floor ${figure("floor", "statements")})`
  );
}
