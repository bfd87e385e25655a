import { useDraft } from "../../../api/use-draft";
import { useAct } from "../../../api/use-act";
import type { OutputOf } from "../../../api/operations";
import { text } from "../../../locale";
import { Field } from "../../../ui/field";
import { Refused } from "../../../ui/screen";
import { Confirm } from "../../../ui/sheet";

interface TalkProps {
  quoteId: string;
  lineId: string | undefined;
  onSaid: (quote: OutputOf<"portal.quotes.show">) => void;
  onClose: () => void;
}

/** Something to say about the quote or one of its lines. */
export function Talk({ quoteId, lineId, onSaid, onClose }: TalkProps) {
  const [draft, type, drop] = useDraft(`talk.${quoteId}.${lineId ?? ""}`, { words: "" });
  const { act, busy, failure } = useAct("portal.quotes.comment", {
    title: text("talk.say"),
    onDone: (quote) => {
      drop();
      onClose();
      onSaid(quote);
    },
  });
  const send = () => act({ quoteId, text: draft.words, ...(lineId ? { lineId } : {}) });
  return (
    <Confirm
      title={text("talk.say")}
      does={text("talk.send")}
      busy={busy}
      off={draft.words.trim() === ""}
      onYes={() => void send()}
      onClose={onClose}
    >
      <Refused failure={failure} />
      <Field
        id="words"
        label={text("talk.words")}
        value={draft.words}
        most={2000}
        onChange={(words) => type({ words })}
      />
    </Confirm>
  );
}
