export * from "@/db/schema/audit";
export * from "@/db/schema/cases";
export * from "@/db/schema/notices";
export * from "@/db/schema/organizations";
export * from "@/db/schema/people";
export * from "@/db/schema/projects";
export * from "@/db/schema/reading";
