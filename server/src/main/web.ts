import { openProcess } from "./open-process";
import { runProcess } from "./run-process";
import { startWeb } from "./start-web";

void runProcess("web", async (config, bringUpToDate) => {
  const web = await startWeb(await openProcess(config, bringUpToDate));
  return { ready: { port: web.port }, stop: () => web.stop() };
});
