import { View } from "@tarojs/components";
import { useEffect, useState } from "react";
import { dropUnsent, readUnsent, sendUnsent, watchUnsent } from "../api/unsent";
import { text } from "../locale";
import { Button } from "./button";

/** What could not be sent yet, on every page: what it is, whether it waits or was refused, and a way to take it back. */
export function Unsent() {
  const [waiting, setWaiting] = useState(readUnsent);
  useEffect(() => watchUnsent(() => setWaiting(readUnsent())), []);
  if (waiting.length === 0) return null;
  return (
    <View id="unsent" className="card">
      <View className="head">
        <View className="head__title">{text("unsent.title")}</View>
        <Button look="quiet" onTap={() => void sendUnsent()}>
          {text("unsent.now")}
        </Button>
      </View>
      {waiting.map(({ key, title, refusal }) => (
        <View key={key} className="row">
          <View className="grow">
            <View className="mid">{title}</View>
            <View className={refusal ? "c-bad" : "faint"}>{refusal ?? text("unsent.queued")}</View>
          </View>
          <Button look="quiet" onTap={() => dropUnsent(key)}>
            {text("unsent.drop")}
          </Button>
        </View>
      ))}
    </View>
  );
}
