import type { Place } from "@quanlian/shared/contract";

export const TICKET = "choose-place";

export const TICKET_SECONDS = 300;

export const samePlace = (places: Place[], wanted: { kind: string; memberId: string | null }) =>
  places.find((place) => place.kind === wanted.kind && place.memberId === wanted.memberId);
