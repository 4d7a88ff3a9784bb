import "server-only";
import {
  Archive,
  BookOpenText,
  Building2,
  ClipboardList,
  FileLock2,
  History,
  Inbox,
  LayoutList,
  Mail,
  ScrollText,
  Siren,
  Sun,
  Users,
  UsersRound,
} from "lucide-react";
import type { ReactNode } from "react";
import { Confirming } from "@/app/_lib/confirm";
import { HeldBack } from "@/app/_lib/held-back";
import { homeOf } from "@/app/_lib/home";
import { readerTheme, requestPath } from "@/app/_lib/request";
import { When } from "@/app/_lib/when";
import { AppShell, PublicShell } from "@/components/app-shell";
import { DemoBar } from "@/components/demo-bar";
import { Keyboard } from "@/components/keyboard";
import { ThemeSwitch } from "@/components/theme-switch";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import type { MenuItem } from "@/components/ui/menu";
import { currentSession, myRoles } from "@/data/auth";
import { demoState } from "@/data/demo/queries";
import { currentStop } from "@/data/stops/queries";
import { inUtc } from "@/domain/time";
import type { Member, SignedIn } from "@/domain/viewer";

const DESK = [
  { href: "/today", label: "Today", icon: Sun },
  { href: "/cases", label: "Cases", icon: FileLock2 },
  { href: "/incidents", label: "Incidents", icon: Siren },
  { href: "/organizations", label: "Organizations", icon: Building2 },
  { href: "/groups", label: "Groups", icon: UsersRound },
  { href: "/applications", label: "Applications", icon: ClipboardList },
  { href: "/policy", label: "Policy", icon: ScrollText },
  { href: "/mail", label: "Mail", icon: Mail },
  { href: "/retention", label: "Kept", icon: Archive },
  { href: "/team", label: "Team", icon: Users },
  { href: "/audit", label: "Audit", icon: History },
];
const PORTAL = [
  { href: "/inbox", label: "Inbox", icon: Inbox },
  { href: "/organization", label: "Our organization", icon: Building2 },
];
const APPLYING = [{ href: "/application", label: "Your applications", icon: ClipboardList }];
const PLACES = { member: DESK, contact: PORTAL, applicant: APPLYING };
const EVERYBODY = [
  { href: "/projects", label: "Security policies", icon: BookOpenText },
  { href: "/advisories", label: "Published advisories", icon: LayoutList },
];

/** The frame of every signed-in page, in whatever role. */
export async function Desk({ viewer, children }: { viewer: SignedIn; children: ReactNode }) {
  const path = await requestPath();
  const places = [...PLACES[viewer.kind], ...EVERYBODY];
  const nav = places.map((p) => ({
    ...p,
    current: path === p.href || path.startsWith(`${p.href}/`) || path.startsWith(`${p.href}?`),
  }));
  const destinations = places.map((p) => ({ href: p.href, label: p.label, group: "Go to" }));
  if (viewer.kind === "member")
    destinations.push(
      { href: "/cases/new", label: "Open a case", group: "Do" },
      { href: "/cases/new?way=empty", label: "Start a case empty", group: "Do" },
      { href: "/organizations/new", label: "Add an organization", group: "Do" },
      { href: "/applications/new", label: "Enter an application", group: "Do" },
      { href: "/mail", label: "Stop everything that leaves", group: "Do" },
    );
  return (
    <AppShell
      nav={nav}
      brandHref={homeOf(viewer)}
      account={await accountOf(viewer, path)}
      banner={await demoBanner(path)}
      keyboard={<Keyboard destinations={destinations} />}
    >
      {viewer.kind === "member" ? <HeldBack viewer={viewer} /> : null}
      {viewer.kind === "member" ? <SendingStopped viewer={viewer} /> : null}
      <Confirming>{children}</Confirming>
    </AppShell>
  );
}

/** On every page of the desk while nothing may leave. */
async function SendingStopped({ viewer }: { viewer: Member }) {
  const stop = await currentStop(viewer);
  return stop ? (
    <div className="mx-auto mb-6 w-full max-w-[72rem]">
      <Callout
        tone="danger"
        title="Nothing leaves: sending was stopped"
        action={<TextLink href="/mail">Look, or let it go on</TextLink>}
      >
        <p className="whitespace-pre-line">{stop.reason}</p>
        <p>
          By {stop.by}, <When at={stop.at} now={stop.now} zone={undefined} />. Notices and messages wait.
          Sign-in mail leaves.
        </p>
      </Callout>
    </div>
  ) : null;
}

/** The frame of pages that anybody may open. */
export async function Public({
  children,
  width,
}: {
  children: ReactNode;
  width?: "letter" | "wide" | undefined;
}) {
  const path = await requestPath();
  const session = await currentSession();
  const account = session ? (
    <TextLink href="/">{session.name}</TextLink>
  ) : (
    <TextLink href="/sign-in">Sign in</TextLink>
  );
  return (
    <PublicShell account={account} banner={await demoBanner(path)} width={width}>
      <Confirming>{children}</Confirming>
    </PublicShell>
  );
}

async function accountOf(viewer: SignedIn, path: string) {
  const roles = await myRoles();
  const items: MenuItem[] = [
    ...(roles.length > 1 ? [{ label: "Act in another role", href: "/roles" }] : []),
    { label: "Your account", href: "/account" },
    { label: "Sign out", action: "/sign-out" },
  ];
  const held = roles.find(({ acting }) =>
    acting.role === "member"
      ? viewer.kind === "member" && acting.teamId === viewer.teamId
      : acting.role === "contact"
        ? viewer.kind === "contact" && acting.contactId === viewer.contactId
        : viewer.kind === "applicant",
  );
  return {
    name: viewer.name,
    role: held?.label ?? "",
    items,
    extra: <ThemeSwitch current={await readerTheme()} returnTo={path} />,
  };
}

async function demoBanner(path: string) {
  const demo = await demoState();
  if (!demo) return undefined;
  const session = await currentSession();
  const presets = [
    { label: "+1 h", name: "advance" as const, value: "3600" },
    { label: "+1 day", name: "advance" as const, value: "86400" },
    ...(demo.secondsToNext
      ? [{ label: "Next event", name: "advance" as const, value: String(demo.secondsToNext) }]
      : []),
  ];
  const people = demo.people.map((p) => ({
    id: p.id,
    name: p.name,
    role: p.role,
    current: p.id === session?.userId,
  }));
  return (
    <DemoBar
      people={people}
      now={inUtc(demo.now)}
      presets={presets}
      actAsAction="/demo/act-as"
      clockAction="/demo/clock"
      mailHref="/demo/mail"
      returnTo={path}
    />
  );
}
