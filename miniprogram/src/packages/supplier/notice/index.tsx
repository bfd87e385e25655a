import { View } from "@tarojs/components";
import { useRouter } from "@tarojs/taro";
import { useRead } from "../../../api/use-read";
import { shownDay } from "../../../format/day";
import { shownQuantity } from "../../../format/quantity";
import { label, text } from "../../../locale";
import { Pair, Row, Tag } from "../../../ui/parts";
import { Screen } from "../../../ui/screen";
import { toneOf } from "../../../ui/tones";

/** One announcement, as it was sent. */
export default function NoticePage() {
  const { shippingNoticeId = "" } = useRouter<{ shippingNoticeId?: string }>().params;
  const notice = useRead("portal.shippingNotices.show", { shippingNoticeId });
  return (
    <Screen title={text("notice.title")} of={notice}>
      {(data) => (
        <View>
          <View className="card">
            <View className="card__top">
              <View className="faint">{data.number}</View>
              <View id="notice-state" className="end">
                <Tag tone={toneOf(data.state)}>{label("notice.state", data.state)}</Tag>
              </View>
            </View>
            <View className="card__title card__title--big">
              {data.waybill === "" ? text("announce.ownTruck") : data.waybill}
            </View>
            <Pair name={text("purchase.title")}>{data.purchaseOrderNumber}</Pair>
            {data.carrier !== "" && <Pair name={text("announce.carrier")}>{data.carrier}</Pair>}
            <Pair name={text("notice.shippedOn")}>{shownDay(data.shippedOn)}</Pair>
            {data.cancelReason !== "" && (
              <Pair name={text("notice.cancelled")}>{data.cancelReason}</Pair>
            )}
          </View>
          <View className="card card--flush">
            {data.lines.map(({ id, itemName, lotNumber, quantity, unit }) => (
              <Row
                key={id}
                name={
                  <View>
                    <View className="mid">{itemName}</View>
                    <View className="faint">{lotNumber}</View>
                  </View>
                }
                end={`${shownQuantity(quantity)} ${unit}`}
              />
            ))}
          </View>
        </View>
      )}
    </Screen>
  );
}
