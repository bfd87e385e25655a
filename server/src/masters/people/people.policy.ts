import { defineRowPolicy } from "../../kernel/access";

/** The company's people, roles and departments are seen whole by whoever has the permission. */
export const userPolicy = defineRowPolicy("user");
export const rolePolicy = defineRowPolicy("role");
export const departmentPolicy = defineRowPolicy("department");
