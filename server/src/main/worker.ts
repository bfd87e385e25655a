import { openProcess } from "./open-process";
import { runProcess } from "./run-process";
import { startWorker } from "./start-worker";

void runProcess("worker", async (config, bringUpToDate) => {
  const worker = startWorker(await openProcess(config, bringUpToDate));
  return { ready: {}, stop: () => worker.stop() };
});
