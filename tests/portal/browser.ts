import { existsSync } from "node:fs";
import { join } from "node:path";

/** The part of playwright-core that the journeys use: it is installed with the portal and unknown to the root. */
export interface Locator {
  tap(options?: { timeout?: number }): Promise<void>;
  fill(text: string): Promise<void>;
  innerText(): Promise<string>;
  waitFor(options?: { state?: "visible" | "detached"; timeout?: number }): Promise<void>;
  count(): Promise<number>;
  locator(selector: string): Locator;
  first(): Locator;
}

export interface Page {
  goto(url: string): Promise<unknown>;
  locator(selector: string): Locator;
  screenshot(options: { path: string; fullPage?: boolean }): Promise<unknown>;
  evaluate<T>(script: string): Promise<T>;
  on(event: "pageerror", heard: (error: Error) => void): void;
  on(
    event: "console",
    heard: (message: { type(): string; text(): string; location(): { url: string } }) => void,
  ): void;
  route(
    pattern: string,
    handler: (route: { abort(): Promise<void>; continue(): Promise<void> }) => Promise<void>,
  ): Promise<void>;
  unroute(pattern: string): Promise<void>;
  context(): Context;
  close(): Promise<void>;
  url(): string;
}

interface Context {
  close(): Promise<void>;
  newPage(): Promise<Page>;
  setOffline(offline: boolean): Promise<void>;
}

export interface Browser {
  newContext(options: object): Promise<Context>;
  close(): Promise<void>;
}

const INSTALLED = join(__dirname, "../../miniprogram/node_modules");
export const AXE = join(INSTALLED, "axe-core/axe.min.js");

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Debian's Chromium; with a screen as large as a phone's. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path));
  if (!executablePath) throw new Error("No Chromium here: apt-get install chromium");
  const { chromium } = (await import(join(INSTALLED, "playwright-core/index.js"))) as {
    chromium: { launch(options: object): Promise<Browser> };
  };
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  return chromium.launch({ executablePath, args });
}

export interface Phone {
  page: Page;
  /** What the page complained of: exceptions, refused scripts, failed files. */
  complaints: string[];
  close: () => Promise<void>;
}

/** A page at 390 × 844 in Chinese, with nothing kept from before. */
export async function openPhone(browser: Browser, options: object = {}): Promise<Phone> {
  const context = await browser.newContext({
    ...{ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true },
    ...{ hasTouch: true, locale: "zh-CN", timezoneId: "Asia/Shanghai", ...options },
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} ${message.location().url}`);
  });
  return { page, complaints, close: () => context.close() };
}
