CREATE TYPE "public"."override_wants" AS ENUM('yes', 'no');--> statement-breakpoint
CREATE TYPE "public"."policy_draft_state" AS ENUM('draft', 'proposed', 'adopted', 'dropped');--> statement-breakpoint
CREATE TYPE "public"."policy_fate" AS ENUM('keep', 'review', 'withdraw');--> statement-breakpoint
CREATE TABLE "prenotify_overrides" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"wants" "override_wants" NOT NULL,
	"severity" text NOT NULL,
	"reason" "bytea" NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp with time zone,
	"taken_back_at" timestamp with time zone,
	CONSTRAINT "prenotify_overrides_two_people" CHECK ("prenotify_overrides"."confirmed_by" is null or "prenotify_overrides"."confirmed_by" <> "prenotify_overrides"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "policy_drafts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"base_number" integer NOT NULL,
	"state" "policy_draft_state" DEFAULT 'draft' NOT NULL,
	"source" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"started_by" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"reason" text,
	"vote" text,
	"proposed_by" uuid,
	"proposed_at" timestamp with time zone,
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	CONSTRAINT "policy_drafts_proposed_by_somebody" CHECK ("policy_drafts"."state" <> 'proposed' or "policy_drafts"."proposed_by" is not null)
);
--> statement-breakpoint
CREATE TABLE "policy_fates" (
	"draft_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"fate" "policy_fate" NOT NULL,
	"reason" text NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reviewed_by" uuid,
	"reviewed_at" timestamp with time zone,
	CONSTRAINT "policy_fates_draft_id_organization_id_pk" PRIMARY KEY("draft_id","organization_id")
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "overridden_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "policy_id" uuid;--> statement-breakpoint
UPDATE "cases" SET "policy_id" = (SELECT p."id" FROM "project_policies" p WHERE p."project_id" = "cases"."project_id" ORDER BY p."number" DESC LIMIT 1);--> statement-breakpoint
ALTER TABLE "cases" ALTER COLUMN "policy_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "project_members" ADD COLUMN "named_as" text;--> statement-breakpoint
ALTER TABLE "project_policies" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "project_policies" ADD COLUMN "effective_at" timestamp with time zone;--> statement-breakpoint
UPDATE "project_policies" SET "effective_at" = "adopted_at";--> statement-breakpoint
ALTER TABLE "project_policies" ALTER COLUMN "effective_at" SET NOT NULL;--> statement-breakpoint
-- What a team had chosen by hand is from now on a word of its policy.
UPDATE "project_policies" SET "document" = "document" || '{"vendorFactor": "required"}' FROM "projects" p WHERE p."id" = "project_policies"."project_id" AND p."contact_factor";--> statement-breakpoint
ALTER TABLE "project_policies" ADD COLUMN "proposed_by" uuid;--> statement-breakpoint
ALTER TABLE "project_policies" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "project_policies" ADD COLUMN "vote" text;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "doors_confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "doors_confirmed_by" uuid;--> statement-breakpoint
ALTER TABLE "prenotify_overrides" ADD CONSTRAINT "prenotify_overrides_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prenotify_overrides" ADD CONSTRAINT "prenotify_overrides_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prenotify_overrides" ADD CONSTRAINT "prenotify_overrides_confirmed_by_users_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD CONSTRAINT "policy_drafts_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD CONSTRAINT "policy_drafts_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD CONSTRAINT "policy_drafts_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD CONSTRAINT "policy_drafts_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD CONSTRAINT "policy_drafts_ended_by_users_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_fates" ADD CONSTRAINT "policy_fates_draft_id_policy_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."policy_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_fates" ADD CONSTRAINT "policy_fates_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_fates" ADD CONSTRAINT "policy_fates_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "prenotify_overrides_open_idx" ON "prenotify_overrides" USING btree ("case_id") WHERE "prenotify_overrides"."confirmed_at" is null and "prenotify_overrides"."taken_back_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "policy_drafts_open_idx" ON "policy_drafts" USING btree ("project_id") WHERE "policy_drafts"."ended_at" is null;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_policy_id_project_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."project_policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_policies" ADD CONSTRAINT "project_policies_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_doors_confirmed_by_users_id_fk" FOREIGN KEY ("doors_confirmed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "project_policies_effective_idx" ON "project_policies" USING btree ("project_id","effective_at");--> statement-breakpoint
ALTER TABLE "projects" DROP COLUMN "contact_factor";--> statement-breakpoint
ALTER TABLE "project_policies" ADD CONSTRAINT "project_policies_two_people" CHECK ("project_policies"."proposed_by" is null or "project_policies"."proposed_by" <> "project_policies"."adopted_by");--> statement-breakpoint
ALTER TABLE "policy_fates" ADD CONSTRAINT "policy_fates_reviewed_by_users_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withdrawals" ADD COLUMN "ground" text;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD COLUMN "sent_back_note" text;
