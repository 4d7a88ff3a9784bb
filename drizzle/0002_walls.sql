CREATE TYPE "public"."data_key_kind" AS ENUM('deployment', 'case', 'incident', 'report');--> statement-breakpoint
CREATE TYPE "public"."destroyed_kind" AS ENUM('case', 'incident');--> statement-breakpoint
CREATE TYPE "public"."restore_kind" AS ENUM('behind', 'missing', 'fork');--> statement-breakpoint
CREATE TABLE "checkpoint_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"line_hash" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "checkpoint_head_one_row" CHECK ("checkpoint_head"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"scope" text NOT NULL,
	"kind" "data_key_kind" NOT NULL,
	"project_id" uuid,
	"case_id" uuid,
	"wrapped" "bytea",
	"wrapped_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"destroyed_at" timestamp with time zone,
	CONSTRAINT "data_keys_destroyed" CHECK (("data_keys"."wrapped" is null) = ("data_keys"."destroyed_at" is not null)),
	CONSTRAINT "data_keys_wrapped_by_somebody" CHECK (("data_keys"."wrapped" is null) = ("data_keys"."wrapped_by" is null)),
	CONSTRAINT "data_keys_belong" CHECK (("data_keys"."kind" = 'deployment') = ("data_keys"."project_id" is null) and ("data_keys"."kind" not in ('case', 'incident') or "data_keys"."case_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "destructions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" "destroyed_kind" NOT NULL,
	"subject_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kept_until" timestamp with time zone NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp with time zone,
	"backup_days" integer,
	"taken_back_at" timestamp with time zone,
	CONSTRAINT "destructions_two_people" CHECK ("destructions"."confirmed_by" is null or "destructions"."confirmed_by" <> "destructions"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "published_advisories" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL,
	"published_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "restores" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" "restore_kind" NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"checkpoint" bigint NOT NULL,
	"missing" jsonb NOT NULL,
	"note" "bytea",
	"proposed_by" uuid,
	"proposed_at" timestamp with time zone,
	"confirmed_by" uuid,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "restores_two_people" CHECK ("restores"."confirmed_by" is null or "restores"."confirmed_by" <> "restores"."proposed_by"),
	CONSTRAINT "restores_proposed_first" CHECK (("restores"."confirmed_by" is null) = ("restores"."confirmed_at" is null) and ("restores"."proposed_by" is null) = ("restores"."proposed_at" is null) and ("restores"."confirmed_by" is null or "restores"."proposed_by" is not null))
);
--> statement-breakpoint
CREATE TABLE "sending_stops" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reason" "bytea" NOT NULL,
	"by" uuid,
	"at" timestamp with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "wrapping_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"check_value" "bytea" NOT NULL,
	"current" boolean NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "wrapping_keys_retired" CHECK (not ("wrapping_keys"."current" and "wrapping_keys"."retired_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "audit_entries" ALTER COLUMN "actor_name" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "actor_process" text;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "note_mac" "bytea";--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "hash" "bytea" DEFAULT '\x' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entries" ALTER COLUMN "hash" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "audit_streams" ADD COLUMN "head_hash" "bytea" DEFAULT '\x' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_streams" ALTER COLUMN "head_hash" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "audit_streams" ADD COLUMN "checkpointed" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_wrapped_by_wrapping_keys_id_fk" FOREIGN KEY ("wrapped_by") REFERENCES "public"."wrapping_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destructions" ADD CONSTRAINT "destructions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destructions" ADD CONSTRAINT "destructions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destructions" ADD CONSTRAINT "destructions_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destructions" ADD CONSTRAINT "destructions_confirmed_by_users_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_advisories" ADD CONSTRAINT "published_advisories_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restores" ADD CONSTRAINT "restores_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restores" ADD CONSTRAINT "restores_confirmed_by_users_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sending_stops" ADD CONSTRAINT "sending_stops_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sending_stops" ADD CONSTRAINT "sending_stops_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "data_keys_scope_idx" ON "data_keys" USING btree ("scope");--> statement-breakpoint
CREATE INDEX "data_keys_case_idx" ON "data_keys" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "data_keys_wrapped_by_idx" ON "data_keys" USING btree ("wrapped_by");--> statement-breakpoint
CREATE UNIQUE INDEX "destructions_open_idx" ON "destructions" USING btree ("subject_id") WHERE "destructions"."taken_back_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "restores_open_idx" ON "restores" USING btree ((true)) WHERE "restores"."confirmed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "sending_stops_open_idx" ON "sending_stops" USING btree ((true)) WHERE "sending_stops"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "wrapping_keys_current_idx" ON "wrapping_keys" USING btree ("current") WHERE "wrapping_keys"."current";--> statement-breakpoint
UPDATE "audit_entries" SET "actor_process" = "actor_name" WHERE "actor_kind" = 'system';--> statement-breakpoint
CREATE FUNCTION "curfew_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'audit entries are added to, never changed' USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER "audit_entries_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entries"
	FOR EACH STATEMENT EXECUTE FUNCTION "curfew_append_only"();--> statement-breakpoint
ALTER TABLE "audit_entries" DROP COLUMN "actor_name";--> statement-breakpoint
CREATE INDEX "audit_entries_terminal_idx" ON "audit_entries" USING btree ("real_at") WHERE "audit_entries"."actor_process" = 'cli';--> statement-breakpoint
CREATE INDEX "audit_entries_real_idx" ON "audit_entries" USING btree ("real_at","stream_id","sequence");
