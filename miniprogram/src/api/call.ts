import Taro from "@tarojs/taro";
import { language } from "../locale";
import { Failure } from "./failure";
import type { InputOf, OperationName, OutputOf } from "./operations";
import { forgetSession, keepSession, readSession } from "./session";

const TIMEOUT_MS = 15_000;

interface Answered {
  status: number;
  data: unknown;
}

/** Asks the server. Throws a `Failure` when it refuses or cannot be reached. */
export async function call<Name extends OperationName>(
  operation: Name,
  input: InputOf<Name>,
  idempotencyKey?: string,
): Promise<OutputOf<Name>> {
  const first = await send(operation, input, idempotencyKey);
  const answer =
    first.status === 401 && readSession() !== null && (await renewed())
      ? await send(operation, input, idempotencyKey)
      : first;
  if (answer.status === 401 && readSession() !== null) signInAgain();
  if (answer.status >= 200 && answer.status < 300) return answer.data as OutputOf<Name>;
  throw refusalOf(answer);
}

async function send(operation: string, input: unknown, key?: string): Promise<Answered> {
  const session = readSession();
  const header: Record<string, string> = {
    "content-type": "application/json",
    "accept-language": language(),
  };
  if (session) header.authorization = `Bearer ${session.accessToken}`;
  if (key) header["idempotency-key"] = key;
  try {
    const { statusCode, data } = await Taro.request<unknown>({
      url: `${PORTAL_API}/${operation}`,
      method: "POST",
      data: input as object,
      header,
      timeout: TIMEOUT_MS,
    });
    return { status: statusCode, data };
  } catch (error) {
    throw new Failure("offline", "request.lost", String(error));
  }
}

/** A token for the next quarter of an hour. All who ask meanwhile wait for the one that is under way. */
let renewing: Promise<boolean> | null = null;

function renewed(): Promise<boolean> {
  renewing ??= renew().finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renew(): Promise<boolean> {
  const session = readSession();
  if (!session) return false;
  const { status, data } = await send("sessions.refresh", { refreshToken: session.refreshToken });
  if (status !== 200) return false;
  const tokens = data as OutputOf<"sessions.refresh">;
  keepSession({ ...session, ...tokens });
  return true;
}

function signInAgain(): void {
  forgetSession();
  void Taro.reLaunch({ url: "/pages/sign-in/index" });
}

/** What the server says is for people to read, in their language. A gateway's page is not. */
function refusalOf({ status, data }: Answered): Failure {
  const said = data as { error?: { code: string; message: string; requestId?: string } } | null;
  if (!said?.error) return new Failure("offline", `http.${status}`, `HTTP ${status}`);
  const { code, message, requestId } = said.error;
  return new Failure("refused", code, message, requestId ?? null);
}
