import { createSecretKey } from "node:crypto";
import jwt from "jsonwebtoken";
import { signAccessToken, signPurposeToken } from "../../kernel/access";
import {
  givenOperator,
  givenSession,
  givenStaff,
  givenTenant,
  PASSWORD,
  type GivenTenant,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
beforeAll(async () => {
  product = await startProduct({ ACCESS_TOKEN_MINUTES: "10", REFRESH_TOKEN_DAYS: "30" });
});
beforeEach(async () => {
  // Each test has a company of its own, signed in now: the clock is turned in some.
  const operator = await givenOperator(product);
  Object.assign(operator, await givenSession(product, operator.phone));
  tenant = await givenTenant(product);
});
afterAll(() => product.close());

interface Renewed {
  accessToken: string;
  refreshToken: string;
}
const refresh = (refreshToken: string) =>
  product.call<Renewed>(null, "sessions.refresh", { refreshToken });
const statusOf = async (token: string) => (await product.call(token, "sessions.me")).status;

describe("tokens", () => {
  it("renews: the new access token is good, and so is the next refresh token", async () => {
    product.clock.advance({ minutes: 11 });
    expect((await product.call(tenant.admin.token, "sessions.me")).error?.code).toBe(
      "auth.expired",
    );
    const first = (await refresh(tenant.admin.refreshToken)).data;
    expect(await statusOf(first.accessToken)).toBe(200);
    const second = (await refresh(first.refreshToken)).data;
    expect(await statusOf(second.accessToken)).toBe(200);
  });

  it("ends the session when a refresh token comes back, however old, for thief and owner alike", async () => {
    const first = (await refresh(tenant.admin.refreshToken)).data;
    const second = (await refresh(first.refreshToken)).data;
    expect((await refresh(tenant.admin.refreshToken)).status).toBe(401);
    expect(await statusOf(second.accessToken)).toBe(401);
    expect((await refresh(second.refreshToken)).error?.code).toBe("auth.expired");
  });

  it("lets one of several simultaneous uses through, and then ends the session", async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => refresh(tenant.admin.refreshToken)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const winner = answers.find((answer) => answer.ok)!;
    expect(await statusOf(winner.data.accessToken)).toBe(401);
  });

  it("does not let a guess end somebody's session", async () => {
    const [sessionId, , turn] = tenant.admin.refreshToken.split(".");
    const guess = `${sessionId}.${"A".repeat(43)}.${turn}`;
    for (const token of [guess, "x", `${sessionId}..`, tenant.admin.token]) {
      expect((await refresh(token)).status).toBe(401);
    }
    expect(await statusOf(tenant.admin.token)).toBe(200);
    expect((await refresh(tenant.admin.refreshToken)).status).toBe(200);
  });

  it("ends a session that was not renewed for 30 days", async () => {
    product.clock.advance({ days: 29 });
    const { refreshToken } = (await refresh(tenant.admin.refreshToken)).data;
    product.clock.advance({ days: 29 });
    const last = (await refresh(refreshToken)).data;
    product.clock.advance({ days: 30 });
    expect((await refresh(last.refreshToken)).status).toBe(401);
  });

  it("refuses every token that it did not make, with 401 and no hint", async () => {
    const { token } = tenant.admin;
    const claims = jwt.decode(token) as Record<string, unknown>;
    const { secret } = product.services.config;
    const now = product.clock.now();
    const [header, payload, signature] = token.split(".") as [string, string, string];
    const other = createSecretKey(Buffer.from("another secret of thirty-two bytes!"));
    const access = {
      sessionId: String(claims.sid),
      personId: String(claims.sub),
      kind: "staff" as const,
      tenantId: tenant.tenantId,
      memberId: tenant.admin.userId,
    };
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
    const forged = Buffer.from(JSON.stringify({ ...claims, kind: "operator" })).toString(
      "base64url",
    );
    const strangers: Record<string, string> = {
      "no algorithm": `${none}.${payload}.`,
      "no algorithm, old signature": `${none}.${payload}.${signature}`,
      "another key": signAccessToken(other, access, now, 10),
      "another payload": `${header}.${forged}.${signature}`,
      "another algorithm": jwt.sign(claims, secret, { algorithm: "HS512" }),
      "another purpose": signPurposeToken(secret, "live", access, now, 60),
      "another session": signAccessToken(secret, { ...access, sessionId: "1" }, now, 10),
      "another person": signAccessToken(secret, { ...access, personId: "1" }, now, 10),
      "another kind": signAccessToken(
        secret,
        { ...access, kind: "operator", tenantId: null, memberId: null },
        now,
        10,
      ),
      "another tenant": signAccessToken(secret, { ...access, tenantId: "1" }, now, 10),
      garbage: "a.b.c",
    };
    const admitted: string[] = [];
    for (const [name, stranger] of Object.entries(strangers)) {
      if ((await statusOf(stranger)) !== 401) admitted.push(name);
    }
    expect(admitted).toEqual([]);
    expect(await statusOf(signAccessToken(secret, access, now, 10))).toBe(200);
  });
});

describe("ending sessions", () => {
  it("signing out counts from the next request on, and twice is no fault for the refresh token", async () => {
    expect(await statusOf(tenant.admin.token)).toBe(200);
    expect((await product.call(tenant.admin.token, "sessions.signOut")).status).toBe(200);
    expect(await statusOf(tenant.admin.token)).toBe(401);
    expect((await refresh(tenant.admin.refreshToken)).status).toBe(401);
  });

  it("shows a person the own sessions and ends one of them", async () => {
    const phone = await givenSession(product, tenant.admin.phone);
    const { data } = await product.call<{ sessions: { id: string; current: boolean }[] }>(
      tenant.admin.token,
      "sessions.list",
    );
    expect(data.sessions).toHaveLength(2);
    const lost = data.sessions.find((session) => !session.current)!;
    const revoke = { sessionId: lost.id };
    expect((await product.call(tenant.admin.token, "sessions.revoke", revoke)).status).toBe(200);
    expect(await statusOf(phone.token)).toBe(401);
    expect(await statusOf(tenant.admin.token)).toBe(200);
  });

  it("hides another person's session: the answer is that for one that does not exist", async () => {
    const colleague = await givenStaff(product, tenant, { roles: ["sales"] });
    const sessionId = colleague.refreshToken.split(".")[0];
    const foreign = await product.call(tenant.admin.token, "sessions.revoke", { sessionId });
    const unknown = await product.call(tenant.admin.token, "sessions.revoke", { sessionId: "99" });
    expect(foreign.status).toBe(404);
    expect({ ...foreign.error, requestId: "" }).toEqual({ ...unknown.error, requestId: "" });
    expect(await statusOf(colleague.token)).toBe(200);
  });

  it("ends a colleague's sessions at once, for whoever has the permission", async () => {
    const colleague = await givenStaff(product, tenant, { roles: ["sales"] });
    const again = await givenSession(product, colleague.phone);
    const input = { userId: colleague.userId };
    const allowed = await product.call(tenant.admin.token, "people.revokeSessions", input);
    expect(allowed.data).toEqual({ revokedCount: 2 });
    expect(await statusOf(colleague.token)).toBe(401);
    expect(await statusOf(again.token)).toBe(401);
    const back = await givenSession(product, colleague.phone);
    const refused = await product.call(back.token, "people.revokeSessions", {
      userId: tenant.admin.userId,
    });
    expect(refused.error?.code).toBe("auth.forbidden");
    expect(await statusOf(tenant.admin.token)).toBe(200);
  });

  it("changing the password needs the old one and ends the other sessions", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const other = await givenSession(product, staff.phone);
    const change = (password: string, newPassword: string) =>
      product.call(staff.token, "sessions.changePassword", { password, newPassword });
    expect((await change("wrong", "a longer secret")).error?.code).toBe("auth.bad_credentials");
    expect((await change(PASSWORD, "short")).error?.issues?.[0]).toMatchObject({
      path: ["newPassword"],
      code: "issue.password",
    });
    expect(await statusOf(other.token)).toBe(200);
    expect((await change(PASSWORD, "a longer secret")).status).toBe(200);
    expect(await statusOf(other.token)).toBe(401);
    expect(await statusOf(staff.token)).toBe(200);
    const signIn = (password: string) =>
      product.call(null, "sessions.signIn", { account: staff.phone, password });
    expect((await signIn(PASSWORD)).status).toBe(401);
    expect((await signIn("a longer secret")).status).toBe(200);
  });

  it("counts once when it is sent twice", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const change = (newPassword: string) =>
      product.call(staff.token, "sessions.changePassword", { password: PASSWORD, newPassword });
    expect((await change("a longer secret")).status).toBe(200);
    expect((await change("a longer secret")).status).toBe(200);
    expect((await change("another secret")).error?.code).toBe("auth.bad_credentials");
  });
});
