import { View } from "@tarojs/components";
import { shownDay } from "../../../format/day";
import { shownPrice } from "../../../format/money";
import { isPositive, shownQuantity } from "../../../format/quantity";
import { text } from "../../../locale";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/field";
import { ItemHead, Pair, Tag } from "../../../ui/parts";
import type { Break, Line, Offer } from "./rfq";

interface RfqLineProps {
  line: Line;
  open: boolean;
  offer: Offer;
  onOffer: (offer: Offer) => void;
}

const MOST_BREAKS = 10;

export function RfqLine({ line, open, offer, onOffer }: RfqLineProps) {
  return (
    <View id={`line-${line.lineNo}`} className="card">
      <ItemHead
        name={line.itemName}
        spec={text("rfq.wants", {
          quantity: shownQuantity(line.quantity),
          unit: line.unit,
          day: shownDay(line.dueOn),
        })}
      >
        {line.state !== "asked" && (
          <Tag tone={line.state === "offered" ? "brand" : undefined}>
            {text(line.state === "offered" ? "rfq.offered" : "rfq.declined")}
          </Tag>
        )}
      </ItemHead>
      {line.note !== "" && <View className="card__sub">{line.note}</View>}
      {open ? <Offering {...{ line, offer, onOffer }} /> : <Given line={line} />}
    </View>
  );
}

/** What was answered, when nothing more can be said. */
function Given({ line }: { line: Line }) {
  return (
    <View>
      {line.breaks.map(({ minQuantity, unitPrice }) => (
        <Pair key={minQuantity} name={`≥ ${shownQuantity(minQuantity)} ${line.unit}`}>
          {shownPrice(unitPrice)}
        </Pair>
      ))}
      {isPositive(line.awardedQuantity) && (
        <View className="c-ok mid">
          {text("rfq.awarded", {
            quantity: shownQuantity(line.awardedQuantity),
            unit: line.unit,
          })}
        </View>
      )}
    </View>
  );
}

function Offering({ line, offer, onOffer }: Omit<RfqLineProps, "open">) {
  const no = line.lineNo;
  const put = (change: Partial<Offer>) => onOffer({ ...offer, ...change });
  return (
    <View>
      <View className="choice">
        <Button
          id={`offer-${no}`}
          look={offer.declined ? "grey" : "on-ok"}
          onTap={() => put({ declined: false })}
        >
          {text("rfq.offer")}
        </Button>
        <Button
          id={`decline-${no}`}
          look={offer.declined ? "on-bad" : "grey"}
          onTap={() => put({ declined: true })}
        >
          {text("rfq.decline")}
        </Button>
      </View>
      {offer.declined ? (
        <Field
          id={`why-${no}`}
          label={text("rfq.whyNot")}
          value={offer.reason}
          most={500}
          onChange={(reason) => put({ reason })}
        />
      ) : (
        <View>
          <Prices lineNo={no} breaks={offer.breaks} onType={(breaks) => put({ breaks })} />
          <Field
            id={`lead-${no}`}
            label={text("rfq.lead")}
            value={offer.leadTimeDays}
            kind="number"
            onChange={(leadTimeDays) => put({ leadTimeDays })}
          />
        </View>
      )}
    </View>
  );
}

interface PricesProps {
  lineNo: number;
  breaks: Break[];
  onType: (breaks: Break[]) => void;
}

/** Prices by quantity; the first holds from the first piece on unless another quantity is typed. */
function Prices({ lineNo, breaks, onType }: PricesProps) {
  const put = (at: number, change: Partial<Break>) =>
    onType(breaks.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <View>
      {breaks.map((each, at) => (
        <View key={at} className="pair">
          <View className="pair__one">
            <Field
              id={`from-${lineNo}-${at + 1}`}
              label={text("rfq.from")}
              value={each.minQuantity}
              kind="digit"
              onChange={(minQuantity) => put(at, { minQuantity })}
            />
          </View>
          <View className="pair__one">
            <Field
              id={`price-${lineNo}-${at + 1}`}
              label={text("rfq.price")}
              value={each.unitPrice}
              kind="digit"
              onChange={(unitPrice) => put(at, { unitPrice })}
            />
          </View>
        </View>
      ))}
      <View className="choice">
        {breaks.length < MOST_BREAKS && (
          <Button
            id={`break-${lineNo}`}
            look="quiet"
            onTap={() => onType([...breaks, { minQuantity: "", unitPrice: "" }])}
          >
            {text("rfq.break")}
          </Button>
        )}
        {breaks.length > 1 && (
          <Button
            id={`drop-break-${lineNo}`}
            look="quiet"
            onTap={() => onType(breaks.slice(0, -1))}
          >
            {text("rfq.dropBreak")}
          </Button>
        )}
      </View>
    </View>
  );
}
