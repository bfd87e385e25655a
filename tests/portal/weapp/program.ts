import type { View } from "./view";

export interface AppJson {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  tabBar?: { list: { pagePath: string }[] };
  window?: Record<string, unknown>;
  usingComponents?: Record<string, string>;
}

/** A page or component as the bundle defines it, and as it lives. */
export type Definition = Record<string, unknown> & {
  data?: object;
  methods?: Record<string, unknown>;
  properties?: Record<string, { value?: unknown } | null>;
  lifetimes?: { attached?: () => void; detached?: () => void };
  options?: { virtualHost?: boolean };
};

/** A running mini-program, as its pages and its `wx` know it. */
export interface Program {
  readonly dist: string;
  readonly json: AppJson;
  readonly view: View;
  readonly errors: string[];
  readonly calls: string[];
  readonly storage: Map<string, unknown>;
  readonly launchOptions: object;
  pending: number;
  inside(value: unknown): object;
  definitionOf(path: string): Definition;
  wire(
    target: { data: object },
    page: () => { drawNow(): void } | undefined,
  ): (change: object, done?: () => void) => void;
  navigate(kind: string, to: { url?: string; delta?: number }): Promise<void>;
  until(holds: () => unknown, what: string): Promise<void>;
  settle(): Promise<void>;
}
