import { View } from "@tarojs/components";
import { useState } from "react";
import { call } from "../../api/call";
import { failureOf, Failure } from "../../api/failure";
import { newKey } from "../../api/new-key";
import { enter, isPortalPlace, type Place } from "../../api/use-session";
import { text } from "../../locale";
import { deviceName } from "../../platform";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Row } from "../../ui/parts";
import { Frame, Refused } from "../../ui/screen";

interface Choice {
  ticket: string;
  places: Place[];
}

/** The door: phone and password, then, for whoever stands for several companies, which of them. */
export default function SignInPage() {
  const [choice, setChoice] = useState<Choice | null>(null);
  return (
    <Frame title={text("signIn.title")} top={<View />} docked={false}>
      <View className="lead">
        <View className="lead__title">{text("signIn.welcome")}</View>
        <View className="lead__sub">{text("signIn.sub")}</View>
      </View>
      {choice ? <Companies of={choice} /> : <Password onChoice={setChoice} />}
    </Frame>
  );
}

function Password({ onChoice }: { onChoice: (choice: Choice) => void }) {
  const [account, setAccount] = useState("");
  const [password, setPassword] = useState("");
  const { busy, failure, run } = useDoor();
  const go = () =>
    run(async () => {
      const answer = await call(
        "sessions.signIn",
        { account, password, device: deviceName },
        newKey(),
      );
      const places = (answer.signedIn ? [answer.place] : answer.places).filter(isPortalPlace);
      if (places.length === 0) throw new Failure("refused", "portal.staff", text("signIn.staff"));
      if (answer.signedIn) return enter(answer);
      const only = places.length === 1 ? places[0] : undefined;
      if (!only) return onChoice({ ticket: answer.ticket, places });
      return enter(await choose(answer.ticket, only));
    });
  return (
    <View className="card">
      <Refused failure={failure} />
      <Field
        id="account"
        label={text("signIn.phone")}
        value={account}
        kind="number"
        onChange={setAccount}
      />
      <Field
        id="password"
        label={text("signIn.password")}
        value={password}
        secret
        onChange={setPassword}
      />
      <View className="above">
        <Button
          id="sign-in"
          look="solid"
          busy={busy}
          off={account === "" || password === ""}
          onTap={go}
        >
          {text("signIn.go")}
        </Button>
      </View>
    </View>
  );
}

function Companies({ of: { ticket, places } }: { of: Choice }) {
  const { failure, run } = useDoor();
  return (
    <View className="card">
      <Refused failure={failure} />
      <View className="head__title">{text("signIn.choose")}</View>
      {places.map((place) => (
        <Row
          key={`${place.kind}${place.memberId}`}
          name={place.partyName ?? place.memberName}
          end={text(place.kind === "customer" ? "mine.customer" : "mine.supplier", {
            factory: place.tenantName ?? "",
          })}
          onTap={() => run(async () => enter(await choose(ticket, place)))}
        />
      ))}
    </View>
  );
}

const choose = (ticket: string, { kind, memberId }: Place) =>
  call("sessions.choose", { ticket, place: { kind, memberId }, device: deviceName }, newKey());

/** One attempt at a time, and why the last one failed. */
function useDoor() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = (attempt: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    attempt()
      .catch((error: unknown) => setFailure(doorFailure(error)))
      .finally(() => setBusy(false));
  };
  return { busy, failure, run };
}

/** At the door nothing is kept to be sent later: who is not reached is told so. */
function doorFailure(error: unknown): Failure {
  const { kind, code, message } = failureOf(error);
  return kind === "offline"
    ? new Failure("refused", code, text("failed.offline"))
    : new Failure("refused", code, message);
}
