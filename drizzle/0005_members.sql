CREATE TYPE "public"."application_source" AS ENUM('portal', 'mail', 'transfer');--> statement-breakpoint
CREATE TYPE "public"."application_state" AS ENUM('draft', 'submitted', 'incomplete', 'appealed', 'accepted', 'declined', 'taken_back');--> statement-breakpoint
CREATE TYPE "public"."application_vote" AS ENUM('accept', 'decline');--> statement-breakpoint
CREATE TYPE "public"."application_note_from" AS ENUM('team', 'applicant');--> statement-breakpoint
CREATE TYPE "public"."terms_accepted_how" AS ENUM('portal', 'application', 'recorded');--> statement-breakpoint
ALTER TYPE "public"."notice_kind" ADD VALUE 'accepted';--> statement-breakpoint
ALTER TYPE "public"."notice_kind" ADD VALUE 'activated';--> statement-breakpoint
ALTER TYPE "public"."notice_kind" ADD VALUE 'terms';--> statement-breakpoint
ALTER TYPE "public"."notice_kind" ADD VALUE 'evidence';--> statement-breakpoint
ALTER TYPE "public"."notice_kind" ADD VALUE 'review';--> statement-breakpoint
ALTER TYPE "public"."notice_kind" ADD VALUE 'lapsed';--> statement-breakpoint
ALTER TYPE "public"."notice_kind" ADD VALUE 'transferred';--> statement-breakpoint
ALTER TYPE "public"."notice_kind" ADD VALUE 'drill';--> statement-breakpoint
ALTER TYPE "public"."membership_state" ADD VALUE 'accepted' BEFORE 'active';--> statement-breakpoint
ALTER TYPE "public"."membership_state" ADD VALUE 'lapsed' BEFORE 'withdrawn';--> statement-breakpoint
ALTER TYPE "public"."membership_state" ADD VALUE 'transferred';--> statement-breakpoint
ALTER TYPE "public"."session_role" ADD VALUE 'applicant';--> statement-breakpoint
CREATE TABLE "application_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"group_id" uuid NOT NULL,
	"email" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "application_marks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"criterion" text NOT NULL,
	"verdict" "verdict" NOT NULL,
	"reason" "bytea" NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"superseded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "application_notes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"from" "application_note_from" NOT NULL,
	"text" "bytea" NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_recusals" (
	"application_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "application_recusals_application_id_user_id_pk" PRIMARY KEY("application_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "application_votes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"user_id" uuid NOT NULL,
	"vote" "application_vote" NOT NULL,
	"reason" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"superseded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "application_vouchers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"application_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"organization" text,
	"token_hash" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"vouches" text,
	"text" "bytea",
	"answered_at" timestamp with time zone,
	CONSTRAINT "application_vouchers_answer" CHECK ("application_vouchers"."vouches" is null or "application_vouchers"."vouches" in ('yes', 'no'))
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"source" "application_source" NOT NULL,
	"state" "application_state" DEFAULT 'draft' NOT NULL,
	"user_id" uuid,
	"name" text,
	"email" text,
	"organization_name" text DEFAULT '' NOT NULL,
	"legal_entity" text,
	"website" text,
	"organization_id" uuid,
	"answers" "bytea" NOT NULL,
	"message" "bytea",
	"revision" integer DEFAULT 1 NOT NULL,
	"round" integer DEFAULT 0 NOT NULL,
	"entered_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"submitted_at" timestamp with time zone,
	"decide_by" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"decision" "bytea",
	"public_decision" text,
	"appeal" "bytea",
	"appealed_at" timestamp with time zone,
	CONSTRAINT "applications_email_lower" CHECK ("applications"."email" = lower("applications"."email")),
	CONSTRAINT "applications_decided" CHECK ("applications"."state"::text not in ('accepted', 'declined') or ("applications"."decided_at" is not null and "applications"."decided_by" is not null and "applications"."decision" is not null)),
	CONSTRAINT "applications_accepted_in_directory" CHECK ("applications"."state"::text <> 'accepted' or "applications"."organization_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "drill_answers" (
	"notice_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "drill_answers_notice_id_contact_id_pk" PRIMARY KEY("notice_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "evidence_offers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"criterion" text NOT NULL,
	"link" text,
	"note" text NOT NULL,
	"dated_at" timestamp with time zone NOT NULL,
	"contact_id" uuid NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"settled_by" uuid,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "in_flight_decisions" (
	"case_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"reason" "bytea" NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "in_flight_decisions_case_id_organization_id_pk" PRIMARY KEY("case_id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "membership_transfers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"successor_id" uuid NOT NULL,
	"reason" "bytea" NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp with time zone,
	"taken_back_at" timestamp with time zone,
	CONSTRAINT "membership_transfers_two_people" CHECK ("membership_transfers"."confirmed_by" is null or "membership_transfers"."confirmed_by" <> "membership_transfers"."proposed_by"),
	CONSTRAINT "membership_transfers_two_organizations" CHECK ("membership_transfers"."organization_id" <> "membership_transfers"."successor_id")
);
--> statement-breakpoint
CREATE TABLE "terms_acceptances" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"version" text NOT NULL,
	"text" text NOT NULL,
	"how" "terms_accepted_how" NOT NULL,
	"name" text NOT NULL,
	"contact_id" uuid,
	"note" text,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "terms_acceptances_recorded" CHECK ("terms_acceptances"."how"::text <> 'recorded' or "terms_acceptances"."note" is not null)
);
--> statement-breakpoint
ALTER TABLE "notices" DROP CONSTRAINT "notices_opening_has_case";--> statement-breakpoint
ALTER TABLE "memberships" DROP CONSTRAINT "memberships_end";--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "review_by" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "admin" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "accepted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "lapses_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "terms_asked" text;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "joined_under" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "legal_entity" text;--> statement-breakpoint
ALTER TABLE "application_links" ADD CONSTRAINT "application_links_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_marks" ADD CONSTRAINT "application_marks_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_marks" ADD CONSTRAINT "application_marks_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_notes" ADD CONSTRAINT "application_notes_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_notes" ADD CONSTRAINT "application_notes_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_recusals" ADD CONSTRAINT "application_recusals_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_recusals" ADD CONSTRAINT "application_recusals_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_recusals" ADD CONSTRAINT "application_recusals_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_votes" ADD CONSTRAINT "application_votes_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_votes" ADD CONSTRAINT "application_votes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_vouchers" ADD CONSTRAINT "application_vouchers_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_vouchers" ADD CONSTRAINT "application_vouchers_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_policy_id_project_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."project_policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_entered_by_users_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_group_id_project_id_groups_id_project_id_fk" FOREIGN KEY ("group_id","project_id") REFERENCES "public"."groups"("id","project_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drill_answers" ADD CONSTRAINT "drill_answers_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drill_answers" ADD CONSTRAINT "drill_answers_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drill_answers" ADD CONSTRAINT "drill_answers_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drill_answers" ADD CONSTRAINT "drill_answers_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_offers" ADD CONSTRAINT "evidence_offers_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_offers" ADD CONSTRAINT "evidence_offers_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_offers" ADD CONSTRAINT "evidence_offers_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_offers" ADD CONSTRAINT "evidence_offers_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_offers" ADD CONSTRAINT "evidence_offers_settled_by_users_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "in_flight_decisions" ADD CONSTRAINT "in_flight_decisions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "in_flight_decisions" ADD CONSTRAINT "in_flight_decisions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "in_flight_decisions" ADD CONSTRAINT "in_flight_decisions_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_transfers" ADD CONSTRAINT "membership_transfers_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_transfers" ADD CONSTRAINT "membership_transfers_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_transfers" ADD CONSTRAINT "membership_transfers_successor_id_organizations_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_transfers" ADD CONSTRAINT "membership_transfers_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_transfers" ADD CONSTRAINT "membership_transfers_confirmed_by_users_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terms_acceptances" ADD CONSTRAINT "terms_acceptances_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terms_acceptances" ADD CONSTRAINT "terms_acceptances_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terms_acceptances" ADD CONSTRAINT "terms_acceptances_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terms_acceptances" ADD CONSTRAINT "terms_acceptances_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_links_email_idx" ON "application_links" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "application_marks_current_idx" ON "application_marks" USING btree ("application_id","criterion") WHERE "application_marks"."superseded_at" is null;--> statement-breakpoint
CREATE INDEX "application_notes_idx" ON "application_notes" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "application_votes_current_idx" ON "application_votes" USING btree ("application_id","round","user_id") WHERE "application_votes"."superseded_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "application_vouchers_token_idx" ON "application_vouchers" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "application_vouchers_once_idx" ON "application_vouchers" USING btree ("application_id","email");--> statement-breakpoint
CREATE INDEX "applications_project_idx" ON "applications" USING btree ("project_id","state");--> statement-breakpoint
CREATE INDEX "applications_user_idx" ON "applications" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "evidence_offers_idx" ON "evidence_offers" USING btree ("organization_id","project_id");--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_offers_open_idx" ON "evidence_offers" USING btree ("organization_id","project_id","criterion") WHERE "evidence_offers"."settled_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "membership_transfers_open_idx" ON "membership_transfers" USING btree ("organization_id","project_id") WHERE "membership_transfers"."confirmed_at" is null and "membership_transfers"."taken_back_at" is null;--> statement-breakpoint
CREATE INDEX "terms_acceptances_idx" ON "terms_acceptances" USING btree ("project_id","organization_id");--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_opening_has_case" CHECK ("notices"."kind"::text not in ('prenotification', 'reminder', 'date_moved', 'broken', 'lift') or "notices"."case_id" is not null);--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_admin_is_a_person" CHECK ("contacts"."kind" = 'person' or not "contacts"."admin");--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_end" CHECK (("memberships"."state"::text in ('lapsed', 'withdrawn', 'left', 'transferred')) = ("memberships"."ended_at" is not null));