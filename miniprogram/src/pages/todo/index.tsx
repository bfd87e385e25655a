import { View } from "@tarojs/components";
import { useDidShow } from "@tarojs/taro";
import { demandSession } from "../../api/use-session";
import { useRead } from "../../api/use-read";
import { clock } from "../../format/day";
import { text } from "../../locale";
import { Empty, Screen } from "../../ui/screen";
import { Who } from "../../ui/who";
import { TodoCard } from "./todo-card";

/** What waits for an answer, with the answer on the card. */
export default function TodoPage() {
  useDidShow(() => void demandSession());
  const todo = useRead("portal.todo.list", {});
  const count = todo.data?.rows.length ?? 0;
  return (
    <Screen title={text("tab.todo")} of={todo} top={<Top count={count} readAt={todo.readAt} />}>
      {({ rows, today }) =>
        rows.length === 0 ? (
          <Empty title={text("todo.none")} sub={text("todo.noneSub")} />
        ) : (
          <View>
            {rows.map((card) => (
              <TodoCard
                key={`${card.kind}${card.id}`}
                card={card}
                today={today}
                onDone={() => void todo.reload()}
              />
            ))}
            <View className="faint center">{text("todo.rest")}</View>
          </View>
        )
      }
    </Screen>
  );
}

function Top({ count, readAt }: { count: number; readAt: number }) {
  return (
    <View>
      <Who />
      <View className="lead">
        <View id="todo-count" className="lead__title">
          {text("todo.title", { count })}
        </View>
        {readAt > 0 && (
          <View className="lead__sub">{text("todo.readAt", { at: clock(new Date(readAt)) })}</View>
        )}
      </View>
    </View>
  );
}
