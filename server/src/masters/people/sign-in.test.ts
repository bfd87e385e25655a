import type { SignedIn, Place } from "@quanlian/shared/contract";
import {
  givenContactLogin,
  givenSession,
  givenStaff,
  givenTenant,
  nextPhone,
  PASSWORD,
  type GivenTenant,
} from "../../../../tests/support/given";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let tenant: GivenTenant;
beforeAll(async () => {
  product = await startProduct();
  tenant = await givenTenant(product);
});
afterAll(() => product.close());

const signIn = (account: string, password = PASSWORD, rest: object = {}) =>
  product.call<SignedIn | { signedIn: false; ticket: string; places: Place[] }>(
    null,
    "sessions.signIn",
    { account, password, ...rest },
  );

const bare = (error: object | null) => ({ ...error, requestId: undefined });

describe("signing in", () => {
  it("opens a session at the person's one place, however the phone is spelled", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const { data } = await signIn(`+86 ${staff.phone.slice(0, 3)} ${staff.phone.slice(3)}`);
    if (!data.signedIn) throw new Error("not signed in");
    expect(data.place).toMatchObject({
      kind: "staff",
      memberId: staff.userId,
      tenantId: tenant.tenantId,
      tenantName: tenant.name,
    });
    expect(data.expiresAt > product.clock.now().toISOString()).toBe(true);
    expect((await product.call(data.accessToken, "sessions.me")).status).toBe(200);
  });

  it("gives one answer to an unknown account, a wrong password and a place that is not theirs", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const answers = [
      await signIn(nextPhone()),
      await signIn("nobody@example.com"),
      await signIn(staff.phone, "wrong"),
      await signIn(staff.phone, PASSWORD, {
        place: { kind: "staff", memberId: tenant.admin.userId },
      }),
      await signIn(staff.phone, PASSWORD, { place: { kind: "operator", memberId: null } }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(bare(answer.error)).toEqual(bare(answers[0]!.error));
    }
    expect(answers[0]!.error?.code).toBe("auth.bad_credentials");
  });

  it("lets nobody in who has left", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const left = { userId: staff.userId, revision: 1 };
    expect((await product.call(tenant.admin.token, "users.leave", left)).status).toBe(200);
    expect((await signIn(staff.phone)).error?.code).toBe("auth.bad_credentials");
  });

  it("writes no password and no token into the database or into an answer's error", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const from = product.statements.length;
    const session = await givenSession(product, staff.phone);
    const sent = product.statements.slice(from).join("\n");
    for (const secret of [PASSWORD, session.token, ...session.refreshToken.split(".").slice(1)]) {
      expect(sent).not.toContain(secret);
    }
  });
});

describe("a person with several places", () => {
  async function givenTwoPlaces() {
    const other = await givenTenant(product);
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    await product
      .call(other.admin.token, "users.create", {
        name: "兼职",
        phone: staff.phone,
        password: "not the person's own",
        roleIds: [],
      })
      .then((answer) => answer.data);
    return { other, staff };
  }

  it("is asked which, and the ticket opens only those that are theirs", async () => {
    const { other, staff } = await givenTwoPlaces();
    const { data } = await signIn(staff.phone);
    if (data.signedIn) throw new Error("signed in without a choice");
    expect(new Set(data.places.map((place) => place.tenantId))).toEqual(
      new Set([tenant.tenantId, other.tenantId]),
    );
    const chosen = data.places.find((place) => place.tenantId === other.tenantId)!;
    const choose = (ticket: string, place: object) =>
      product.call<SignedIn>(null, "sessions.choose", { ticket, place });
    const { kind, memberId } = chosen;
    expect((await choose(data.ticket, { kind, memberId })).data.place.tenantId).toBe(
      other.tenantId,
    );
    const foreign = await choose(data.ticket, { kind, memberId: tenant.admin.userId });
    const unknown = await choose(data.ticket, { kind, memberId: "12345" });
    expect(foreign.status).toBe(404);
    expect(bare(foreign.error)).toEqual(bare(unknown.error));
    // An access token is no ticket, nor a ticket an access token.
    expect((await choose(staff.token, { kind, memberId })).status).toBe(401);
    expect((await product.call(data.ticket, "sessions.me")).status).toBe(401);
    product.clock.advance({ minutes: 6 });
    expect((await choose(data.ticket, { kind, memberId })).error?.code).toBe("auth.expired");
  });

  it("may name the place at once, and keeps the own password whatever another company typed", async () => {
    const { other, staff } = await givenTwoPlaces();
    const { data } = await signIn(staff.phone);
    if (data.signedIn) throw new Error("signed in without a choice");
    const { kind, memberId } = data.places.find((place) => place.tenantId === other.tenantId)!;
    const named = await signIn(staff.phone, PASSWORD, { place: { kind, memberId } });
    expect(named.data).toMatchObject({ signedIn: true, place: { tenantId: other.tenantId } });
    expect((await signIn(staff.phone, "not the person's own")).status).toBe(401);
  });

  it("may be staff here and a customer's contact there, with the rights of the place alone", async () => {
    const contact = await givenContactLogin(product, tenant, {
      kind: "customer",
      partyId: "7101",
      contactId: "7102",
      partyName: "宏达建材",
    });
    const { data: me } = await product.call<{ place: Place; permissions: string[] }>(
      contact.token,
      "sessions.me",
    );
    expect(me.place).toMatchObject({ kind: "customer", partyId: "7101", partyName: "宏达建材" });
    expect(me.permissions).toEqual([]);
    expect((await product.call(contact.token, "users.list")).status).toBe(403);
  });
});

describe("the lock-out", () => {
  it("shuts an account after five failures for 15 minutes, for the right password too", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    for (let i = 0; i < 5; i += 1) {
      expect((await signIn(staff.phone, "wrong")).error?.code).toBe("auth.bad_credentials");
    }
    const shut = await signIn(staff.phone);
    expect(shut.status).toBe(429);
    expect(shut.error).toMatchObject({ code: "auth.locked_out", facts: { minutes: 15 } });
    product.clock.advance({ minutes: 14 });
    expect((await signIn(staff.phone)).error?.facts).toEqual({ minutes: 1 });
    product.clock.advance({ minutes: 1 });
    expect((await signIn(staff.phone)).status).toBe(200);
  });

  it("treats an unknown account as a known one", async () => {
    const phone = nextPhone();
    for (let i = 0; i < 5; i += 1) await signIn(phone, "wrong");
    expect((await signIn(phone, "wrong")).error?.code).toBe("auth.locked_out");
  });

  it("forgives earlier failures after a success", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 4; i += 1) await signIn(staff.phone, "wrong");
      expect((await signIn(staff.phone)).status).toBe(200);
    }
  });

  it("lets no more guesses through when they come all at once", async () => {
    const staff = await givenStaff(product, tenant, { roles: ["sales"] });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => signIn(staff.phone, `wrong ${i}`)),
    );
    const codes = answers.map((answer) => answer.error?.code);
    expect(codes.filter((code) => code === "auth.bad_credentials")).toHaveLength(5);
    expect(codes.filter((code) => code === "auth.locked_out")).toHaveLength(7);
  });

  it("shuts nobody else out", async () => {
    const [one, two] = [
      await givenStaff(product, tenant, { roles: ["sales"] }),
      await givenStaff(product, tenant, { roles: ["sales"] }),
    ];
    for (let i = 0; i < 6; i += 1) await signIn(one.phone, "wrong");
    expect((await signIn(two.phone)).status).toBe(200);
  });
});

it("limits attempts from one address whatever the account", async () => {
  const strict = await startProduct({ STRICT_RATE_PER_MINUTE: "3" });
  try {
    const attempt = () =>
      strict.call(null, "sessions.signIn", { account: nextPhone(), password: "wrong" });
    for (let i = 0; i < 3; i += 1) expect((await attempt()).status).toBe(401);
    expect((await attempt()).error?.code).toBe("rate.limited");
  } finally {
    await strict.close();
  }
});
