import { View } from "@tarojs/components";
import { useRead } from "../../api/use-read";
import { shownQuantity } from "../../format/quantity";
import { label, text } from "../../locale";
import { Row } from "../../ui/parts";

/** The company's own material that lies at the factory; nothing when there is none. */
export function Material() {
  const { data } = useRead("portal.material.list", {});
  const rows = data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <View>
      <View className="section">{text("mine.material")}</View>
      <View className="card card--flush">
        {rows.map(({ itemName, unit, status, quantity }) => (
          <Row
            key={`${itemName}${status}`}
            icon="box"
            name={itemName}
            end={`${shownQuantity(quantity)} ${unit} · ${label("material", status)}`}
          />
        ))}
      </View>
    </View>
  );
}
