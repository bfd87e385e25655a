import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** What Prometheus reads at `/metrics`. */
export interface Metrics {
  registry: Registry;
  operationSeconds: Histogram<"operation" | "status">;
  refusals: Counter<"operation" | "code">;
  liveListeners: Gauge;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    operationSeconds: new Histogram({
      name: "quanlian_operation_seconds",
      help: "How long an operation took",
      labelNames: ["operation", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
    refusals: new Counter({
      name: "quanlian_refusals_total",
      help: "Operations that ended in a refusal or an error",
      labelNames: ["operation", "code"],
      registers: [registry],
    }),
    liveListeners: new Gauge({
      name: "quanlian_live_listeners",
      help: "Clients that listen for live changes",
      registers: [registry],
    }),
  };
}
