/** What a step has to show beside having happened. */
export interface Telling {
  /** The document that the step is about. */
  document(number: string): void;
  /** A figure worth remembering: a number of documents, a date. */
  fact(name: string, value: string | number): void;
  /** A line of detail, such as one signed sum. */
  line(text: string): void;
}

/** Tells a story step by step, as text for people or as a JSON line per step. */
export interface Teller {
  step<T>(title: string, work: (telling: Telling) => Promise<T>): Promise<T>;
  /** Steps told so far. */
  readonly steps: number;
}

interface Told {
  step: number;
  title: string;
  document: string | null;
  facts: Record<string, string | number>;
  lines: string[];
  ms: number;
  ok: boolean;
}

/** @param write gets each line, without its end */
export function createTeller(json: boolean, write: (line: string) => void): Teller {
  let steps = 0;
  return {
    get steps() {
      return steps;
    },
    async step(title, work) {
      steps += 1;
      const told: Told = {
        step: steps,
        title,
        document: null,
        facts: {},
        lines: [],
        ms: 0,
        ok: false,
      };
      const startedAt = performance.now();
      try {
        const result = await work({
          document: (number) => (told.document = number),
          fact: (name, value) => (told.facts[name] = value),
          line: (text) => told.lines.push(text),
        });
        told.ok = true;
        return result;
      } finally {
        told.ms = Math.round(performance.now() - startedAt);
        write(json ? JSON.stringify(told) : readable(told));
      }
    },
  };
}

function readable({ step, title, document, facts, lines, ms, ok }: Told): string {
  const head = `${String(step).padStart(2)}  ${ok ? "✓" : "✗"} ${title}${document ? `  ${document}` : ""}  (${ms} ms)`;
  const named = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  const summary = named.length > 0 ? [`      ${named.join(" · ")}`] : [];
  return [head, ...summary, ...lines.map((text) => `      ${text}`)].join("\n");
}

/** The story does not hold: what was expected to be so is not. */
export class StoryBroken extends Error {
  constructor(expectation: string, found?: unknown) {
    super(found === undefined ? expectation : `${expectation}; found ${JSON.stringify(found)}`);
    this.name = "StoryBroken";
  }
}

/** Ends the story unless the expectation holds. */
export function expectThat(holds: boolean, expectation: string, found?: unknown): asserts holds {
  if (!holds) throw new StoryBroken(expectation, found);
}
