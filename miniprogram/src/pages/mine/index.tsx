import { View } from "@tarojs/components";
import Taro, { useDidShow } from "@tarojs/taro";
import { demandSession, leave } from "../../api/use-session";
import { useRead } from "../../api/use-read";
import { chooseLanguage, language, text } from "../../locale";
import { Button } from "../../ui/button";
import { Row } from "../../ui/parts";
import { Screen } from "../../ui/screen";
import { Companies } from "../../ui/who";
import { Material } from "./material";

/** Who one is, for whom one acts, and how this device behaves. */
export default function MinePage() {
  useDidShow(() => void demandSession());
  const me = useRead("portal.me.show", {});
  return (
    <Screen title={text("tab.mine")} of={me} top={<View />}>
      {({ person, phone, company, functions }) => (
        <View>
          <View className="lead">
            <View className="lead__title">{person.name}</View>
            <View className="lead__sub">{phone ? masked(phone) : company.contactName}</View>
          </View>
          <View className="section">{text("mine.companies")}</View>
          <View className="card card--flush">
            <Companies />
          </View>
          {functions.includes("inventory") && <Material />}
          <View className="card card--flush">
            <Row id="language" icon="font" name={text("mine.language")} onTap={otherLanguage} />
          </View>
          <Button id="sign-out" onTap={() => void leave()}>
            {text("mine.signOut")}
          </Button>
        </View>
      )}
    </Screen>
  );
}

/** Over a shoulder a number is nobody's business. */
const masked = (phone: string) => phone.replace(/^(\+?\d*?\d{3})\d{4}(\d{4})$/, "$1 **** $2");

/** Every page is opened anew, in the other language. */
function otherLanguage(): void {
  chooseLanguage(language() === "en" ? "zh-CN" : "en");
  void Taro.reLaunch({ url: "/pages/todo/index" });
}
