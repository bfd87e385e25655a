import { View } from "@tarojs/components";
import { useState } from "react";
import { useAct } from "../../../api/use-act";
import { yuan } from "../../../format/money";
import { text } from "../../../locale";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/field";
import { Refused } from "../../../ui/screen";
import { Confirm } from "../../../ui/sheet";
import {
  closingOf,
  differing,
  figuresOf,
  isFaulty,
  type Figures,
  type Statement,
} from "./statement";

interface StatementDockProps {
  statement: Statement;
  figures: Figures;
  disputing: boolean;
  onDispute: (disputing: boolean) => void;
  onAnswered: (statement: Statement) => void;
}

export function StatementDock(props: StatementDockProps) {
  const { statement, figures, disputing, onDispute } = props;
  const [asking, setAsking] = useState<"confirm" | "dispute" | "sign" | null>(null);
  const close = () => setAsking(null);
  const may = (name: string) => statement.actions.includes(`portal.statements.${name}`);
  return (
    <View>
      <View className="dock__row">
        {may("dispute") && !disputing && (
          <Button id="dispute" onTap={() => onDispute(true)}>
            {text("statement.dispute")}
          </Button>
        )}
        {may("confirm") && !disputing && (
          <Button id="confirm" look="solid" onTap={() => setAsking("confirm")}>
            {text("statement.confirm", { sum: yuan(statement.closingCents) })}
          </Button>
        )}
        {disputing && (
          <Button id="no-dispute" onTap={() => onDispute(false)}>
            {text("sheet.no")}
          </Button>
        )}
        {disputing && (
          <Button
            id="send-figures"
            look="solid"
            off={isFaulty(figures) || differing(figures) === 0}
            onTap={() => setAsking("dispute")}
          >
            {text("statement.send", { count: differing(figures) })}
          </Button>
        )}
        {may("sign") && (
          <Button id="sign" look="solid" onTap={() => setAsking("sign")}>
            {text("statement.sign")}
          </Button>
        )}
      </View>
      {asking === "confirm" && <Agree {...props} onClose={close} />}
      {asking === "dispute" && <Dispute {...props} onClose={close} />}
      {asking === "sign" && <Sign {...props} onClose={close} />}
    </View>
  );
}

type AskProps = StatementDockProps & { onClose: () => void };

function Agree({ statement, onAnswered, onClose }: AskProps) {
  const { act, busy, failure } = useAct("portal.statements.confirm", {
    title: `${text("statement.title")} ${statement.number}`,
    onDone: (answered) => {
      onClose();
      onAnswered(answered);
    },
  });
  return (
    <Confirm
      title={text("statement.sure")}
      does={text("statement.agree")}
      busy={busy}
      onYes={() => void act({ statementId: statement.id, hash: statement.hash ?? "" })}
      onClose={onClose}
    >
      <Refused failure={failure} />
      <View className="hero">¥{yuan(statement.closingCents)}</View>
      <View className="card__sub">{text("statement.final")}</View>
    </Confirm>
  );
}

function Dispute({ statement, figures, onAnswered, onClose }: AskProps) {
  const { act, busy, failure } = useAct("portal.statements.dispute", {
    title: `${text("statement.dispute")} ${statement.number}`,
    onDone: (answered) => {
      onClose();
      onAnswered(answered);
    },
  });
  const closing = closingOf(statement, figures);
  return (
    <Confirm
      title={text("statement.yours")}
      does={text("statement.sendShort")}
      busy={busy}
      onYes={() => void act({ statementId: statement.id, ...figuresOf(statement, figures) })}
      onClose={onClose}
    >
      <Refused failure={failure} />
      <View className="hero">¥{yuan(closing)}</View>
      <View className="card__sub">
        {text("statement.differs", { gap: yuan(closing - statement.closingCents) })}
      </View>
    </Confirm>
  );
}

function Sign({ statement, onAnswered, onClose }: AskProps) {
  const [name, setName] = useState("");
  const { act, busy, failure } = useAct("portal.statements.sign", {
    title: `${text("statement.sign")} ${statement.number}`,
    onDone: (answered) => {
      onClose();
      onAnswered(answered);
    },
  });
  return (
    <Confirm
      title={text("statement.sign")}
      does={text("statement.sign")}
      busy={busy}
      off={name.trim() === ""}
      onYes={() => void act({ statementId: statement.id, hash: statement.hash ?? "", name })}
      onClose={onClose}
    >
      <Refused failure={failure} />
      <View className="hero">¥{yuan(statement.closingCents)}</View>
      <Field
        id="signer"
        label={text("statement.signer")}
        value={name}
        most={64}
        onChange={setName}
      />
    </Confirm>
  );
}
