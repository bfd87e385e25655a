import { PassThrough } from "node:stream";
import { z } from "zod";
import type { Actor } from "../access/actor";
import type { AccessClaims } from "../access/tokens";
import { readPurposeToken } from "../access/tokens";
import { refuse } from "../errors";
import type { Route, RouteParts } from "../http/route";
import { mayHear, type ChangeEvent } from "./audiences";
import { liveHub, type Listener } from "./live-hub";

export const TICKET_PURPOSE = "live";
const BEAT_MS = 15_000;
const LONGEST_MS = 3_600_000;
/** A client that does not read what it is sent is let go; it comes back and reads everything again. */
const MOST_UNREAD_BYTES = 256 * 1024;

const ticketData = z.object({
  sessionId: z.string(),
  personId: z.string(),
  kind: z.enum(["staff", "customer", "supplier"]),
  tenantId: z.string(),
  memberId: z.string().nullable(),
});

/** `GET /live?ticket=…`: server-sent events, each only the type and the id of what changed. */
export const liveRoute: Route = {
  method: "GET",
  path: "/live",
  guard: "purpose-token",
  async handle(koa, parts) {
    const { ticket } = koa.query;
    if (typeof ticket !== "string") refuse("auth.required");
    const { config, clock } = parts.services;
    const data = readPurposeToken(config.secret, TICKET_PURPOSE, ticket, clock.now());
    const stream = await openLiveStream(parts, ticketData.parse(data));
    koa.req.on("close", () => stream.end());
    koa.set({
      "Cache-Control": "no-cache, no-transform",
      "X-Accel-Buffering": "no",
    });
    koa.type = "text/event-stream";
    koa.body = stream.body;
  },
};

export interface LiveStream {
  body: PassThrough;
  /** Looks whether the session is still good, with roles as they are now; ends the stream when it is not, or too old. */
  beat(): Promise<void>;
  end(): void;
}

/** Opens the stream of one session. @throws Refusal auth.expired, rate.limited */
export async function openLiveStream(parts: RouteParts, claims: AccessClaims): Promise<LiveStream> {
  const { services, actors } = parts;
  const identify = async () => (await actors.identify(services, claims))?.actor ?? null;
  let actor: Actor | null = await identify();
  if (!actor) refuse("auth.expired");
  const startedAtMs = services.clock.now().getTime();
  const body = new PassThrough();
  const end = () => {
    clearInterval(timer);
    remove();
    parts.metrics.liveListeners.set(hub.size);
    body.end();
  };
  const listener: Listener = {
    sessionKey: `stream:${claims.sessionId}`,
    hear(events) {
      const heard = events.filter((event) => actor !== null && mayHear(actor, event));
      if (heard.length > 0) body.write(heard.map(eventText).join(""));
      if (body.readableLength + body.writableLength > MOST_UNREAD_BYTES) end();
    },
    close: () => end(),
  };
  const beat = async () => {
    actor = await identify();
    const tooOld = services.clock.now().getTime() - startedAtMs >= LONGEST_MS;
    if (!actor || tooOld) end();
    else body.write(": beat\n\n");
  };
  const hub = liveHub(services);
  const remove = hub.add(listener);
  parts.metrics.liveListeners.set(hub.size);
  const timer = setInterval(() => {
    beat().catch((error: unknown) => {
      // Without the database nobody can say whether the session is still good.
      services.log.warn({ err: error }, "a live stream was ended");
      end();
    });
  }, BEAT_MS);
  timer.unref();
  body.write("retry: 3000\n: welcome\n\n");
  return { body, beat, end };
}

const eventText = ({ subjectType, subjectId }: ChangeEvent) =>
  `event: change\ndata: ${JSON.stringify({ type: subjectType, id: subjectId })}\n\n`;
