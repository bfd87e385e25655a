import { View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useState } from "react";
import type { OutputOf, WriteName } from "../../api/operations";
import { useAct } from "../../api/use-act";
import { daysUntil, shownDay, shownInstant } from "../../format/day";
import { yuan } from "../../format/money";
import { label, text, type TextKey } from "../../locale";
import { pressable } from "../../platform";
import { Button } from "../../ui/button";
import { Icon, PartTile } from "../../ui/icon";
import { Facts, Tag } from "../../ui/parts";
import { Refused } from "../../ui/screen";
import { Confirm } from "../../ui/sheet";

type Card = OutputOf<"portal.todo.list">["rows"][number];

/** How a kind of question looks and what its usual answer is; without `answer` the page is where it is given. */
interface Look {
  icon: string;
  page: (id: string) => string;
  answer?: { operation: WriteName; input: (card: Card) => object };
}

const LOOKS: Record<Card["kind"], Look> = {
  quote: {
    icon: "quote",
    page: (id) => `/packages/customer/quote/index?quoteId=${id}`,
    answer: { operation: "portal.quotes.accept", input: ({ id }) => ({ quoteId: id }) },
  },
  delivery: {
    icon: "box",
    page: (id) => `/packages/customer/delivery/index?shipmentId=${id}`,
    answer: { operation: "portal.shipments.accept", input: ({ id }) => ({ shipmentId: id }) },
  },
  statement: {
    icon: "ledger",
    page: (id) => `/packages/accounts/statement/index?statementId=${id}`,
    answer: {
      operation: "portal.statements.confirm",
      input: ({ id, hash }) => ({ statementId: id, hash }),
    },
  },
  signature: {
    icon: "ledger",
    page: (id) => `/packages/accounts/statement/index?statementId=${id}`,
  },
  purchase_order: {
    icon: "cart",
    page: (id) => `/packages/supplier/purchase/index?purchaseOrderId=${id}`,
    answer: {
      operation: "portal.purchaseOrders.confirm",
      input: ({ id }) => ({ purchaseOrderId: id, days: [] }),
    },
  },
  rfq: {
    icon: "ask",
    page: (id) => `/packages/supplier/rfq/index?invitationId=${id}`,
  },
  shipping: {
    icon: "truck",
    page: (id) => `/packages/supplier/announce/index?purchaseOrderId=${id}`,
  },
};

interface TodoCardProps {
  card: Card;
  today: string;
  onDone: () => void;
}

export function TodoCard({ card, today, onDone }: TodoCardProps) {
  const { icon, page, answer } = LOOKS[card.kind];
  const [asking, setAsking] = useState(false);
  const open = () => void Taro.navigateTo({ url: page(card.id) });
  const name = (part: string) => text(`todo.${card.kind}.${part}` as TextKey);
  return (
    <View id={`card-${card.id}`} className="card">
      <View onClick={open} {...pressable(open)}>
        <View className="card__top">
          <View className="card__kind">
            <Icon name={icon} tone="brand" />
            {name("kind")}
          </View>
          <Due card={card} today={today} />
        </View>
        <Body card={card} />
      </View>
      <View className="card__answer">
        {answer && (
          <Button id={`look-${card.id}`} onTap={open}>
            {name("other")}
          </Button>
        )}
        <Button id={`answer-${card.id}`} look="soft" onTap={answer ? () => setAsking(true) : open}>
          {name("usual")}
        </Button>
      </View>
      {asking && answer && (
        <Ask card={card} answer={answer} onClose={() => setAsking(false)} onDone={onDone} />
      )}
    </View>
  );
}

function Body({ card }: { card: Card }) {
  const { kind, title, lineCount, number, amountCents, theirCents, carrier } = card;
  if (kind === "statement" && theirCents !== null && amountCents !== null) {
    return (
      <View>
        <View className="card__title">{number}</View>
        <Facts
          of={[
            [text("statement.ours"), yuan(amountCents)],
            [text("statement.theirs"), yuan(theirCents)],
            [text("statement.gap"), yuan(theirCents - amountCents)],
          ]}
        />
      </View>
    );
  }
  const several = lineCount > 1 ? text("todo.several", { title, count: lineCount }) : title;
  return (
    <View className="card__row">
      <View className="grow">
        <View className="card__title">{title === "" ? number : several}</View>
        <View className="card__sub">
          {amountCents === null ? [number, carrier].filter(Boolean).join(" · ") : null}
          {amountCents !== null && <View className="money">¥{yuan(amountCents)}</View>}
        </View>
      </View>
      {title !== "" && <PartTile name={title} />}
    </View>
  );
}

/** How long there is, or since when it waits; red on the last day alone. */
function Due({ card: { kind, dueOn, since }, today }: { card: Card; today: string }) {
  if (dueOn === null) return <View className="end faint">{shownInstant(since)}</View>;
  const tone = dueOn <= today ? "bad" : daysUntil(dueOn) <= 4 ? "wait" : undefined;
  const left = daysUntil(dueOn);
  const words =
    dueOn < today
      ? text("due.over", { days: -left })
      : dueOn === today
        ? text("due.today")
        : kind === "shipping" || left > 9
          ? text("due.by", { day: shownDay(dueOn) })
          : text("due.left", { days: left });
  return (
    <View className="end">
      <Tag tone={tone}>{words}</Tag>
    </View>
  );
}

interface AskProps {
  card: Card;
  answer: NonNullable<Look["answer"]>;
  onClose: () => void;
  onDone: () => void;
}

/** What is about to be said, once more: it counts at once and cannot be taken back. */
function Ask({ card, answer, onClose, onDone }: AskProps) {
  const name = (part: string) => text(`todo.${card.kind}.${part}` as TextKey);
  const { act, busy, failure } = useAct(answer.operation, {
    title: `${name("usual")} ${card.number}`,
    onDone: () => {
      onClose();
      onDone();
    },
  });
  return (
    <Confirm
      title={`${name("usual")} · ${card.number}`}
      does={name("usual")}
      busy={busy}
      onYes={() => void act(answer.input(card) as Parameters<typeof act>[0])}
      onClose={onClose}
    >
      <Refused failure={failure} />
      {card.amountCents !== null && <View className="hero">¥{yuan(card.amountCents)}</View>}
      <View className="card__sub">{label(`todo.${card.kind}`, "sure")}</View>
    </Confirm>
  );
}
