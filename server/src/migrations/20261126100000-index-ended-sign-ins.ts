import { migration } from "../kernel/db";

/** The sweeper finds what has expired without reading every session once a minute. */
export const indexEndedSignIns = migration("20261126100000-index-ended-sign-ins", "expand", [
  `ALTER TABLE sessions ADD KEY IF NOT EXISTS ix_sessions_expiry (expires_at)`,
]);
