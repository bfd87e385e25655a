import { Button as NativeButton } from "@tarojs/components";
import type { ReactNode } from "react";
import { pressable } from "../platform";

interface ButtonProps {
  id?: string;
  look?: "grey" | "soft" | "solid" | "quiet" | "bad" | "on" | "on-ok" | "on-bad";
  /** Under way: it answers no second tap. */
  busy?: boolean;
  off?: boolean;
  /** What it does, where its face is only an icon. */
  label?: string;
  onTap: () => void;
  children: ReactNode;
}

export function Button({ id, look = "grey", busy, off, label, onTap, children }: ButtonProps) {
  const dead = busy === true || off === true;
  return (
    <NativeButton
      id={id}
      className={`btn btn--${look}${dead ? " btn--off" : ""}`}
      // A browser's button is grey for any value of the attribute, false too.
      disabled={dead || undefined}
      ariaLabel={label}
      {...pressable(dead ? undefined : onTap)}
      onClick={(event) => {
        event.stopPropagation();
        if (!dead) onTap();
      }}
    >
      {children}
    </NativeButton>
  );
}
