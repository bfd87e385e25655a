import { View } from "@tarojs/components";
import { useState } from "react";
import { shownDay } from "../../../format/day";
import { shownPrice } from "../../../format/money";
import { isPositive, shownQuantity } from "../../../format/quantity";
import { text } from "../../../locale";
import { Button } from "../../../ui/button";
import { DayField } from "../../../ui/day-field";
import { Field } from "../../../ui/field";
import { Facts, ItemHead, Tag } from "../../../ui/parts";
import { isOffer, NO_OFFER, type Line, type Offer } from "./purchase";

interface PurchaseLineProps {
  line: Line;
  open: boolean;
  offer: Offer | undefined;
  onOffer: (offer: Offer) => void;
}

export function PurchaseLine({ line, open, offer = NO_OFFER, onOffer }: PurchaseLineProps) {
  const [editing, setEditing] = useState(false);
  const changed = isOffer(offer);
  return (
    <View id={`line-${line.lineNo}`} className="card">
      <ItemHead name={line.itemName} spec={line.itemCode}>
        {changed && <Tag tone="wait">{text("purchase.changed")}</Tag>}
        {open && !editing && !changed && (
          <Button id={`edit-${line.lineNo}`} look="soft" onTap={() => setEditing(true)}>
            {text("purchase.change")}
          </Button>
        )}
      </ItemHead>
      <Facts
        of={[
          [
            text("purchase.quantity"),
            <Moved
              key="quantity"
              from={`${shownQuantity(line.quantity)} ${line.unit}`}
              to={shownOffer(line.counterQuantity, shownQuantity)}
            />,
          ],
          [
            text("purchase.price"),
            <Moved
              key="price"
              from={shownPrice(line.unitPrice)}
              to={shownOffer(line.counterPrice, shownPrice)}
            />,
          ],
          [
            text("purchase.on"),
            <Moved
              key="on"
              from={shownDay(line.confirmedOn ?? line.dueOn)}
              to={shownOffer(line.counterOn, shownDay)}
            />,
          ],
        ]}
      />
      {isPositive(line.receivedQuantity) && (
        <View className="card__sub above">
          {text("purchase.received", {
            quantity: shownQuantity(line.receivedQuantity),
            unit: line.unit,
          })}
        </View>
      )}
      {line.shipTo && (
        <View className="card__sub above">
          {text("purchase.shipTo", { to: `${line.shipTo.recipient} ${line.shipTo.line}` })}
        </View>
      )}
      {open && (editing || changed) && (
        <Offering
          line={line}
          offer={offer}
          onOffer={onOffer}
          onDrop={() => {
            setEditing(false);
            onOffer(NO_OFFER);
          }}
        />
      )}
    </View>
  );
}

const shownOffer = (text: string | null, shown: (text: string) => string) =>
  text === null ? null : shown(text);

/** What was ordered; where the supplier offers something else, that beside it. */
function Moved({ from, to }: { from: string; to: string | null }) {
  if (to === null) return <View>{from}</View>;
  return (
    <View>
      <View className="c-wait">{to}</View>
      <View className="old">{from}</View>
    </View>
  );
}

interface OfferingProps {
  line: Line;
  offer: Offer;
  onOffer: (offer: Offer) => void;
  onDrop: () => void;
}

function Offering({ line, offer, onOffer, onDrop }: OfferingProps) {
  const no = line.lineNo;
  return (
    <View>
      <DayField
        id={`on-${no}`}
        label={text("purchase.otherDay")}
        value={offer.on}
        from={line.dueOn}
        onChange={(on) => onOffer({ ...offer, on })}
      />
      <View className="pair">
        <View className="pair__one">
          <Field
            id={`quantity-${no}`}
            label={text("purchase.otherQuantity")}
            value={offer.quantity}
            hint={line.quantity}
            kind="digit"
            onChange={(quantity) => onOffer({ ...offer, quantity })}
          />
        </View>
        <View className="pair__one">
          <Field
            id={`price-${no}`}
            label={text("purchase.otherPrice")}
            value={offer.unitPrice}
            hint={line.unitPrice}
            kind="digit"
            onChange={(unitPrice) => onOffer({ ...offer, unitPrice })}
          />
        </View>
      </View>
      <View className="above">
        <Button id={`drop-${no}`} onTap={onDrop}>
          {text("purchase.drop")}
        </Button>
      </View>
    </View>
  );
}
