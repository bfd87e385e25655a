import { makeDeadLetter, makeJob } from "../holder";
import { nothing, of, once, shown, type Examples } from "./example";

const oneDeadLetter = once(makeDeadLetter);

/** What runs below the chain: jobs, letters, audit, live changes, files, views, search. */
export const systemExamples: Examples = {
  "jobs.list": nothing,
  "jobs.show": async (h) => of({ jobId: await makeJob(h) }),
  "jobs.cancel": async (h) => of({ jobId: await makeJob(h) }),
  "deadLetters.list": async (h) => {
    await oneDeadLetter(h);
    return of({});
  },
  "deadLetters.rerun": async (h) => of({ letterId: await makeDeadLetter(h) }),
  "audit.list": (h) => of({ subjectType: "order", subjectId: h.orderId }),
  "audit.verify": nothing,
  "changes.wait": () => of({ timeoutSeconds: 0 }),
  "live.ticket": nothing,
  "files.link": shown("fileId", (h) => h.fileId),
  "views.list": () => of({ resource: "orders" }),
  "views.save": (h) => of({ resource: "orders", name: h.mark, query: {} }),
  "views.remove": (h) => of({ resource: "orders", name: h.mark }),
  "search.find": (h) => of({ query: h.mark }),
};
