import { View } from "@tarojs/components";
import { useReachBottom } from "@tarojs/taro";
import { useEffect, useState, type ReactNode } from "react";
import { call } from "../api/call";
import type { InputOf, OutputOf, ReadName } from "../api/operations";
import { useRead } from "../api/use-read";
import { text } from "../locale";
import { Empty, Screen } from "./screen";
import { Who } from "./who";

type ListName = {
  [Name in ReadName]: OutputOf<Name> extends { rows: { id: string }[]; next: string | null }
    ? Name
    : never;
}[ReadName];
type RowOf<Name extends ListName> = OutputOf<Name>["rows"][number];

interface ListProps<Name extends ListName> {
  title: string;
  operation: Name;
  /** Between the head and the rows: which of several lists this is. */
  above?: ReactNode;
  children: (row: RowOf<Name>) => ReactNode;
}

/** A tab's list, the newest first. More comes at its end, below what is in sight: nothing jumps. */
export function List<Name extends ListName>({
  title,
  operation,
  above,
  children,
}: ListProps<Name>) {
  const first = useRead(operation, {} as InputOf<Name>);
  const more = useMore(operation, first.data as Page<Name> | null);
  useReachBottom(() => void more.load());
  const top = (
    <View>
      <Who />
      <View className="lead">
        <View className="lead__title">{title}</View>
      </View>
      {above}
    </View>
  );
  return (
    <Screen title={title} of={first} top={top}>
      {(page) => {
        const rows = [...(page as Page<Name>).rows, ...more.rows];
        if (rows.length === 0) {
          return <Empty icon="check" title={text("list.none")} sub={text("list.noneSub")} />;
        }
        return (
          <View>
            {rows.map((row) => (
              <View key={row.id}>{children(row)}</View>
            ))}
            <View className="faint center">{text(more.next ? "list.more" : "list.end")}</View>
          </View>
        );
      }}
    </Screen>
  );
}

interface Page<Name extends ListName> {
  rows: RowOf<Name>[];
  next: string | null;
}

/** The pages after the first. A first page that was read anew begins them anew. */
function useMore<Name extends ListName>(operation: Name, first: Page<Name> | null) {
  const [rows, setRows] = useState<RowOf<Name>[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const from = first?.next ?? null;
  useEffect(() => {
    setRows([]);
    setNext(from);
  }, [first, from]);
  const load = async () => {
    if (busy || next === null) return;
    setBusy(true);
    try {
      const input = { before: next } as InputOf<Name>;
      const page = (await call(operation, input)) as Page<Name>;
      setRows((before) => [...before, ...page.rows]);
      setNext(page.next);
    } catch {
      // What is in sight stays; reaching the end again asks again.
    } finally {
      setBusy(false);
    }
  };
  return { rows, next, load };
}
