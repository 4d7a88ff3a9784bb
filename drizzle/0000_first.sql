CREATE TYPE "public"."stream_type" AS ENUM('case', 'organization', 'project', 'deployment');--> statement-breakpoint
CREATE TYPE "public"."case_state" AS ENUM('triaging', 'confirmed', 'scheduled', 'prenotified', 'public', 'rejected', 'closed');--> statement-breakpoint
CREATE TYPE "public"."prenotify_choice" AS ENUM('undecided', 'yes', 'no');--> statement-breakpoint
CREATE TYPE "public"."tlp" AS ENUM('RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR');--> statement-breakpoint
CREATE TYPE "public"."delivery_state" AS ENUM('planned', 'queued', 'sent', 'delivered', 'deferred', 'bounced', 'suppressed', 'failed', 'unknown', 'cancelled', 'stopped');--> statement-breakpoint
CREATE TYPE "public"."notice_kind" AS ENUM('prenotification', 'date_moved', 'lift');--> statement-breakpoint
CREATE TYPE "public"."notice_state" AS ENUM('draft', 'in_review', 'approved', 'sending', 'sent', 'cancelled', 'void');--> statement-breakpoint
CREATE TYPE "public"."touch_what" AS ENUM('text', 'organizations', 'instant');--> statement-breakpoint
CREATE TYPE "public"."contact_kind" AS ENUM('role', 'person');--> statement-breakpoint
CREATE TYPE "public"."contact_state" AS ENUM('proposed', 'admitted', 'ended');--> statement-breakpoint
CREATE TYPE "public"."membership_state" AS ENUM('active', 'paused', 'withdrawn', 'left');--> statement-breakpoint
CREATE TYPE "public"."session_role" AS ENUM('member', 'contact');--> statement-breakpoint
CREATE TYPE "public"."consent_state" AS ENUM('invited', 'accepted', 'declined', 'lapsed');--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"stream_type" "stream_type" NOT NULL,
	"stream_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"facts" jsonb NOT NULL,
	"note" "bytea",
	"at" timestamp with time zone NOT NULL,
	"real_at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_entries_stream_type_stream_id_sequence_pk" PRIMARY KEY("stream_type","stream_id","sequence"),
	CONSTRAINT "audit_entries_sequence" CHECK ("audit_entries"."sequence" > 0)
);
--> statement-breakpoint
CREATE TABLE "audit_streams" (
	"stream_type" "stream_type" NOT NULL,
	"stream_id" uuid NOT NULL,
	"head" bigint NOT NULL,
	CONSTRAINT "audit_streams_stream_type_stream_id_pk" PRIMARY KEY("stream_type","stream_id")
);
--> statement-breakpoint
CREATE TABLE "demo_clock" (
	"id" integer PRIMARY KEY NOT NULL,
	"offset_seconds" bigint NOT NULL,
	"seeded" boolean DEFAULT false NOT NULL,
	CONSTRAINT "demo_clock_one_row" CHECK ("demo_clock"."id" = 1),
	CONSTRAINT "demo_clock_forward" CHECK ("demo_clock"."offset_seconds" >= 0)
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"command" text NOT NULL,
	"result" jsonb,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "worker_heartbeats" (
	"worker" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "advisory_versions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" "bytea" NOT NULL,
	"saved_by" uuid,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "advisory_versions_case_key" UNIQUE("id","case_id")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"code_name" text NOT NULL,
	"title" "bytea" NOT NULL,
	"state" "case_state" DEFAULT 'triaging' NOT NULL,
	"severity" text,
	"tlp" "tlp" DEFAULT 'AMBER+STRICT' NOT NULL,
	"prenotify" "prenotify_choice" DEFAULT 'undecided' NOT NULL,
	"prenotify_reason" "bytea",
	"release_at" timestamp with time zone,
	"release_zone" text,
	"release_revision" integer DEFAULT 0 NOT NULL,
	"replay" boolean DEFAULT false NOT NULL,
	"public_since" timestamp with time zone,
	"published_at" timestamp with time zone,
	"published_version_id" uuid,
	"end_reason" "bytea",
	"revision" integer DEFAULT 1 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cases_release_has_zone" CHECK (("cases"."release_at" is null) = ("cases"."release_zone" is null)),
	CONSTRAINT "cases_scheduled_has_release" CHECK ("cases"."state" not in ('scheduled', 'prenotified') or "cases"."release_at" is not null),
	CONSTRAINT "cases_public_has_version" CHECK ("cases"."state" <> 'public' or ("cases"."published_at" is not null and "cases"."published_version_id" is not null)),
	CONSTRAINT "cases_public_is_not_prenotified" CHECK ("cases"."public_since" is null or "cases"."state" <> 'prenotified')
);
--> statement-breakpoint
CREATE TABLE "publications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"confirmed_by" uuid,
	"confirmed_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "publications_two_people" CHECK ("publications"."confirmed_by" is null or "publications"."confirmed_by" <> "publications"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "vulnerabilities" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"record" "bytea" NOT NULL,
	"source" "bytea" NOT NULL,
	"severity" text,
	"severity_reason" "bytea",
	"severity_by" uuid,
	"severity_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"notice_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"kind" "notice_kind" NOT NULL,
	"state" "delivery_state" DEFAULT 'planned' NOT NULL,
	"reason" text,
	"held" boolean DEFAULT false NOT NULL,
	"address" text NOT NULL,
	"payload" "bytea",
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"next_try_at" timestamp with time zone,
	"first_attempt_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"provider_id" text,
	CONSTRAINT "deliveries_sent_was_begun" CHECK ("deliveries"."state" not in ('sent', 'delivered') or ("deliveries"."first_attempt_at" is not null and "deliveries"."accepted_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "notice_groups" (
	"notice_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	CONSTRAINT "notice_groups_notice_id_group_id_pk" PRIMARY KEY("notice_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "notice_organizations" (
	"notice_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"chosen" boolean NOT NULL,
	"approved" boolean,
	"approved_reason" text,
	"resolved" boolean,
	"resolved_reason" text,
	CONSTRAINT "notice_organizations_notice_id_organization_id_pk" PRIMARY KEY("notice_id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" "notice_kind" NOT NULL,
	"state" "notice_state" NOT NULL,
	"send_at" timestamp with time zone NOT NULL,
	"send_zone" text NOT NULL,
	"version_id" uuid,
	"approved_by" uuid,
	"approved_at" timestamp with time zone,
	"approval_order" integer DEFAULT 0 NOT NULL,
	"sent_back_note" "bytea",
	"revision" integer DEFAULT 1 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "notices_approved" CHECK ("notices"."kind" <> 'prenotification' or "notices"."state" not in ('approved', 'sending', 'sent') or ("notices"."approved_by" is not null and "notices"."version_id" is not null)),
	CONSTRAINT "notices_author_is_not_approver" CHECK ("notices"."approved_by" is null or "notices"."created_by" is null or "notices"."approved_by" <> "notices"."created_by" or "notices"."kind" <> 'prenotification')
);
--> statement-breakpoint
CREATE TABLE "touches" (
	"order" bigserial PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"notice_id" uuid,
	"user_id" uuid NOT NULL,
	"what" "touch_what" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid NOT NULL,
	"kind" "contact_kind" NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"user_id" uuid,
	"state" "contact_state" DEFAULT 'proposed' NOT NULL,
	"added_by" uuid,
	"added_at" timestamp with time zone NOT NULL,
	"admitted_by" uuid,
	"admitted_at" timestamp with time zone,
	"confirmed_at" timestamp with time zone,
	"confirmed_how" text,
	"ended_at" timestamp with time zone,
	"ended_because" text,
	CONSTRAINT "contacts_email_lower" CHECK ("contacts"."email" = lower("contacts"."email")),
	CONSTRAINT "contacts_admitted" CHECK ("contacts"."state" <> 'admitted' or ("contacts"."admitted_by" is not null and "contacts"."admitted_at" is not null)),
	CONSTRAINT "contacts_role_has_no_user" CHECK ("contacts"."kind" = 'person' or "contacts"."user_id" is null)
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "groups_project_key" UNIQUE("id","project_id")
);
--> statement-breakpoint
CREATE TABLE "membership_changes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"membership_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" "membership_state" NOT NULL,
	"reason" text NOT NULL,
	"by" uuid,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"state" "membership_state" NOT NULL,
	"paused_until" timestamp with time zone,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "memberships_end" CHECK (("memberships"."state" in ('withdrawn', 'left')) = ("memberships"."ended_at" is not null)),
	CONSTRAINT "memberships_pause" CHECK (("memberships"."state" = 'paused') = ("memberships"."paused_until" is not null))
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"team_id" uuid NOT NULL,
	"name" text NOT NULL,
	"website" text,
	"about" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"user_id" uuid NOT NULL,
	"role" "session_role",
	"acting_team_id" uuid,
	"acting_contact_id" uuid,
	"started_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_mails" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"address" text NOT NULL,
	"payload" "bytea",
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"browser_hash" text,
	"issued_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "team_members" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"team_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"admin" boolean DEFAULT false NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "users_email_lower" CHECK ("users"."email" = lower("users"."email"))
);
--> statement-breakpoint
CREATE TABLE "project_policies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"document" jsonb NOT NULL,
	"adopted_by" uuid,
	"adopted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"team_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "acknowledgements" (
	"version_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "acknowledgements_version_id_organization_id_pk" PRIMARY KEY("version_id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"terms_version" text NOT NULL,
	"terms_text" text NOT NULL,
	"state" "consent_state" NOT NULL,
	"by" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"superseded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "readings" (
	"version_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "readings_version_id_user_id_organization_id_pk" PRIMARY KEY("version_id","user_id","organization_id")
);
--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "advisory_versions" ADD CONSTRAINT "advisory_versions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "advisory_versions" ADD CONSTRAINT "advisory_versions_saved_by_users_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_confirmed_by_users_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_version_id_case_id_advisory_versions_id_case_id_fk" FOREIGN KEY ("version_id","case_id") REFERENCES "public"."advisory_versions"("id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vulnerabilities" ADD CONSTRAINT "vulnerabilities_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vulnerabilities" ADD CONSTRAINT "vulnerabilities_severity_by_users_id_fk" FOREIGN KEY ("severity_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_groups" ADD CONSTRAINT "notice_groups_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_groups" ADD CONSTRAINT "notice_groups_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_organizations" ADD CONSTRAINT "notice_organizations_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_organizations" ADD CONSTRAINT "notice_organizations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_approved_by_users_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_version_id_case_id_advisory_versions_id_case_id_fk" FOREIGN KEY ("version_id","case_id") REFERENCES "public"."advisory_versions"("id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touches" ADD CONSTRAINT "touches_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touches" ADD CONSTRAINT "touches_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touches" ADD CONSTRAINT "touches_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_admitted_by_users_id_fk" FOREIGN KEY ("admitted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_changes" ADD CONSTRAINT "membership_changes_membership_id_memberships_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."memberships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership_changes" ADD CONSTRAINT "membership_changes_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_group_id_project_id_groups_id_project_id_fk" FOREIGN KEY ("group_id","project_id") REFERENCES "public"."groups"("id","project_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_acting_team_id_teams_id_fk" FOREIGN KEY ("acting_team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_policies" ADD CONSTRAINT "project_policies_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_policies" ADD CONSTRAINT "project_policies_adopted_by_users_id_fk" FOREIGN KEY ("adopted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_version_id_advisory_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."advisory_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_version_id_advisory_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."advisory_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "advisory_versions_number_idx" ON "advisory_versions" USING btree ("case_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_reference_idx" ON "cases" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_code_name_idx" ON "cases" USING btree ("code_name");--> statement-breakpoint
CREATE INDEX "cases_project_idx" ON "cases" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "publications_open_idx" ON "publications" USING btree ("case_id") WHERE "publications"."withdrawn_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "vulnerabilities_position_idx" ON "vulnerabilities" USING btree ("case_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_once_idx" ON "deliveries" USING btree ("notice_id","contact_id");--> statement-breakpoint
CREATE INDEX "deliveries_case_organization_idx" ON "deliveries" USING btree ("case_id","organization_id");--> statement-breakpoint
CREATE INDEX "deliveries_open_idx" ON "deliveries" USING btree ("notice_id") WHERE "deliveries"."state" in ('queued', 'deferred');--> statement-breakpoint
CREATE INDEX "notices_case_idx" ON "notices" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "notices_due_idx" ON "notices" USING btree ("send_at") WHERE "notices"."state" = 'approved';--> statement-breakpoint
CREATE INDEX "touches_case_idx" ON "touches" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_current_idx" ON "contacts" USING btree ("organization_id","email") WHERE "contacts"."state" <> 'ended';--> statement-breakpoint
CREATE INDEX "contacts_user_idx" ON "contacts" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "groups_name_idx" ON "groups" USING btree ("project_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "membership_changes_number_idx" ON "membership_changes" USING btree ("membership_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_current_idx" ON "memberships" USING btree ("organization_id","group_id") WHERE "memberships"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "organizations_name_idx" ON "organizations" USING btree ("team_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token_idx" ON "sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sessions_user_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_tokens_email_idx" ON "sign_in_tokens" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "team_members_current_idx" ON "team_members" USING btree ("team_id","user_id") WHERE "team_members"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_idx" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "project_policies_number_idx" ON "project_policies" USING btree ("project_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "projects_slug_idx" ON "projects" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "projects_prefix_idx" ON "projects" USING btree ("prefix");--> statement-breakpoint
CREATE UNIQUE INDEX "consents_current_idx" ON "consents" USING btree ("case_id","organization_id") WHERE "consents"."superseded_at" is null;