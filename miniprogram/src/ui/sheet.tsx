import { View } from "@tarojs/components";
import type { ReactNode } from "react";
import { text } from "../locale";
import { Button } from "./button";

/** What comes up from below: a question that commits money, or a choice. Tapping beside it closes it. */
export function Sheet({ title, onClose, children }: SheetProps) {
  return (
    <View>
      <View className="mask" onClick={onClose} />
      <View className="sheet">
        <View className="sheet__title">{title}</View>
        {children}
      </View>
    </View>
  );
}

interface SheetProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

interface ConfirmProps extends SheetProps {
  /** What the solid button does, in words. */
  does: string;
  busy?: boolean;
  off?: boolean;
  onYes: () => void;
}

export function Confirm({ does, busy, off, onYes, onClose, children, title }: ConfirmProps) {
  return (
    <Sheet title={title} onClose={onClose}>
      {children}
      <View className="dock__row above">
        <Button id="sheet-no" onTap={onClose}>
          {text("sheet.no")}
        </Button>
        <Button id="sheet-yes" look="solid" busy={busy} off={off} onTap={onYes}>
          {does}
        </Button>
      </View>
    </Sheet>
  );
}
