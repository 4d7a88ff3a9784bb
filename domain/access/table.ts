import type { Rule } from "@/domain/access/rules";

/** Who may ask what of which address. A route or an action of the build that stands in no line fails the tests. */
export type Methods = { GET?: Rule; POST?: Rule };

const page = (GET: Rule): Methods => ({ GET });
/** An address that forms post to: it has no page. */
const form = (POST: Rule): Methods => ({ GET: "never", POST });

export const ROUTES: Readonly<Record<string, Methods>> = {
  // Everybody.
  "/": page("everybody"),
  "/advisories": page("everybody"),
  "/advisories/[reference]": page("published"),
  "/projects": page("everybody"),
  "/projects/[slug]": page("everybody"),
  "/projects/[slug]/SECURITY.md": page("everybody"),
  "/projects/[slug]/policy.yaml": page("everybody"),
  "/projects/[slug]/security.txt": page("everybody"),
  "/schemas/policy-1.json": page("everybody"),
  "/icon.svg": page("everybody"),
  "/api/health": page("everybody"),
  "/contact/confirm": page("everybody"),
  "/contact/confirm/answer": form("everybody"),
  "/theme": form("everybody"),
  // The door.
  "/sign-in": page("not yet"),
  "/sign-in/sent": page("everybody"),
  "/sign-in/confirm": page("everybody"),
  "/sign-in/github": page("everybody"),
  "/sign-in/factor": page("lacks a factor"),
  "/sign-out": form("everybody"),
  "/step-up": page("somebody"),
  "/account": page("somebody"),
  "/account/recovery": page("somebody"),
  "/roles": page("somebody"),
  // Signed by the mail provider, and by nobody else.
  "/api/webhooks/resend": form("never"),
  // The demo alone.
  "/demo/act-as": form("never"),
  "/demo/clock": form("never"),
  "/demo/mail": page("never"),
  "/demo/mail/[id]": page("never"),
  // The desk.
  "/today": page("members"),
  "/cases": page("members"),
  "/cases/new": page("members"),
  "/incidents": page("members"),
  "/organizations": page("members"),
  "/organizations/new": page("members"),
  "/organizations/[id]": page("members"),
  "/organizations/[id]/withdrawal": page("members"),
  "/groups": page("members"),
  "/policy": page("members"),
  "/policy/draft": page("members"),
  "/policy/simulation": page("members"),
  "/mail": page("members"),
  "/retention": page("members"),
  "/team": page("members"),
  "/team/persons": page("admins"),
  "/team/persons/[id]": page("admins"),
  "/team/persons/export": form("admins"),
  "/audit": page("members"),
  "/audit/export": form("members"),
  "/audit/restore": page("members"),
  // A case.
  "/cases/[reference]": page("project"),
  "/cases/[reference]/activity": page("project"),
  "/cases/[reference]/advisory": page("project"),
  "/cases/[reference]/files": page("project"),
  "/cases/[reference]/files/[id]": page("project"),
  "/cases/[reference]/files/upload": form("project"),
  "/cases/[reference]/incidents": page("project"),
  "/cases/[reference]/incidents/new": page("project"),
  "/cases/[reference]/incidents/[id]": page("project"),
  "/cases/[reference]/notices": page("project"),
  "/cases/[reference]/notices/new": page("project"),
  "/cases/[reference]/notices/[id]": page("project"),
  "/cases/[reference]/notices/[id]/approve": page("project"),
  "/cases/[reference]/notices/[id]/edit": page("project"),
  "/cases/[reference]/notices/[id]/version": page("project"),
  "/cases/[reference]/publish": page("project"),
  "/cases/[reference]/vendors": page("project"),
  "/cases/[reference]/vulnerabilities/new": page("project"),
  "/cases/[reference]/vulnerabilities/[id]": page("project"),
  // The portal.
  "/inbox": page("contacts"),
  "/inbox/[reference]": page("told"),
  "/inbox/[reference]/files/[id]": page("consented"),
  "/organization": page("contacts"),
};

const all = (file: string, rule: Rule, names: string): Record<string, Rule> =>
  Object.fromEntries(names.split(" ").map((name) => [`app/${file}actions.ts#${name}`, rule]));

/** Server actions, each a door of its own whatever page shows its form: by file and name. */
export const ACTIONS: Readonly<Record<string, Rule>> = {
  ...all("sign-in/", "everybody", "askForLink completeLink signInByCode"),
  ...all("sign-in/github/", "everybody", "signInWithGitHub useGitHub"),
  ...all("sign-in/github/", "somebody", "linkGitHub"),
  // A first factor is set up, and one is proved, behind a mailbox alone; nothing else is.
  ...all("step-up/", "signed in", "askForPasskey proveByCode proveFactor"),
  ...all("account/", "signed in", "confirmApp passkeyOptions savePasskey setUpApp"),
  ...all("account/", "somebody", "endOne endOthers newRecoveryCodes removeApp removePasskey unlinkGitHub"),
  ...all("roles/", "somebody", "chooseRole"),
  ...all("(desk)/audit/", "members", "confirm propose takeBack"),
  ...all("(desk)/cases/", "members", "searchCases"),
  ...all("(desk)/cases/new/", "project", "importRecord startEmpty"),
  ...all(
    "(desk)/cases/[reference]/",
    "project",
    "choose close confirm decide exception exceptionBack exceptionConfirm govern reject release",
  ),
  ...all("(desk)/cases/[reference]/advisory/", "project", "save"),
  ...all("(desk)/cases/[reference]/files/", "project", "remove"),
  ...all("(desk)/cases/[reference]/incidents/", "project", "attribute close judge record reopen stop tell"),
  ...all(
    "(desk)/cases/[reference]/notices/",
    "project",
    "approve cancel edit halt release remind sendBack write",
  ),
  ...all("(desk)/cases/[reference]/publish/", "project", "confirm propose takeBack"),
  ...all("(desk)/cases/[reference]/vulnerabilities/", "project", "add edit remove"),
  ...all("(desk)/groups/", "project", "add edit"),
  ...all("(desk)/mail/", "members", "goOn resume stop"),
  ...all("(desk)/organizations/", "members", "add admit ask contact edit end"),
  ...all(
    "(desk)/organizations/",
    "project",
    "agree answer channelClosed evidence join leave lengthen pause propose resume reviewed takeBack takeBackJoin withdraw",
  ),
  ...all("(desk)/policy/", "project", "adopt confirm drop fate nameMe propose save sendBack start"),
  ...all("(desk)/retention/", "project", "confirm propose takeBack"),
  ...all("(desk)/team/", "admins", "add end endMembership endSessionsOf reset untie"),
  ...all("(desk)/team/", "members", "tie"),
  ...all("(desk)/team/persons/[id]/", "admins", "correct erase"),
  ...all("(portal)/inbox/[reference]/", "told", "answer confirmReading state"),
  ...all("(portal)/organization/", "contacts", "write"),
};
