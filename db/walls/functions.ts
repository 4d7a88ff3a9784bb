import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";
import { PUBLISHED_LISTS } from "@/domain/organization/member-list";

/**
 * What policies ask. The settings are those that `data/transaction.ts` makes for each transaction; after one, a setting
 * reads as an empty string. A function that looks at other tables runs as the schema's owner, whom row-level security
 * does not bind: a policy that asked a table whose policy asks back would never end.
 */
const setting = (name: string, type: string): string => `
create or replace function curfew_${name}() returns ${type} language sql stable parallel safe as $$
  select nullif(current_setting('curfew.${name}', true), '')::${type} $$;`;

// Temporary tables last: named nowhere, they would be looked at first, and anybody could put one in the way.
const owners = "language sql stable security definer set search_path = pg_catalog, public, pg_temp";

const opening = `array[${NOTICE_KINDS.filter(opensCase)
  .map((kind) => `'${kind}'`)
  .join(", ")}]::notice_kind[]`;

/** A request for a message that opens the case was begun. */
const begun = (d: string): string => `${d}.kind = any(${opening}) and ${d}.first_attempt_at is not null`;

/**
 * The two halves of an append (`data/audit.ts`), with the caller's own rights. As functions, because PostgreSQL then plans
 * them once a session: with the policies in them, planning takes longer than the work.
 */
const APPENDING = `
create or replace function curfew_heads(streams json)
  returns table (type stream_type, id uuid, head bigint, hash text) language plpgsql as $$
begin
  -- Row after row is locked in the order in which they are named; a stream that is new begins at zero.
  return query
    insert into audit_streams as s (stream_type, stream_id, head, head_hash)
    select w.type::stream_type, w.id::uuid, 0, decode(repeat('00', 32), 'hex')
    from rows from (json_to_recordset(streams) as (type text, id text)) with ordinality as w (type, id, place)
    order by w.place
    on conflict (stream_type, stream_id) do update set head = s.head
    returning s.stream_type, s.stream_id, s.head, encode(s.head_hash, 'hex');
end $$;

create or replace function curfew_chain(entries json, heads json) returns void language plpgsql as $$
begin
  insert into audit_entries (stream_type, stream_id, sequence, action, actor_kind, actor_id, actor_process, facts, note,
    note_mac, hash, at, real_at)
  select e.type, e.id, e.sequence, e.action, e.actor_kind, e.actor_id, e.actor_process, e.facts, decode(e.note, 'hex'),
    decode(e.note_mac, 'hex'), decode(e.hash, 'hex'), e.at, e.real_at
  from json_to_recordset(entries) as e (type stream_type, id uuid, sequence bigint, action text, actor_kind text,
    actor_id uuid, actor_process text, facts jsonb, note text, note_mac text, hash text, at timestamptz,
    real_at timestamptz);
  update audit_streams s set head = h.head, head_hash = decode(h.hash, 'hex')
  from json_to_recordset(heads) as h (type stream_type, id uuid, head bigint, hash text)
  where s.stream_type = h.type and s.stream_id = h.id;
end $$;
`;

export const FUNCTIONS = `
${setting("viewer", "text")}
${setting("process", "text")}
${setting("user", "uuid")}
${setting("team", "uuid")}
${setting("organization", "uuid")}
${setting("contact", "uuid")}
${setting("now", "timestamptz")}
create or replace function curfew_projects() returns uuid[] language sql stable parallel safe as $$
  select coalesce(string_to_array(nullif(current_setting('curfew.projects', true), ''), ',')::uuid[], '{}') $$;

-- Our own processes that work on cases; the one that lets people in, and the one that answers the web, see less.
create or replace function curfew_full() returns boolean language sql stable parallel safe as $$
  select coalesce(curfew_viewer() = 'system' and curfew_process() in ('worker', 'cli', 'seed', 'demo'), false) $$;

-- Cases that the contact's organization was told of, and that are not held back from this contact (product.md, rule 1).
create or replace function curfew_told() returns setof uuid ${owners} as $$
  select distinct d.case_id from deliveries d
  where d.organization_id = curfew_organization() and d.case_id is not null and ${begun("d")}
    and (
      not exists (
        select from deliveries h
        where h.case_id = d.case_id and h.contact_id = curfew_contact() and h.held)
      or exists (
        select from deliveries h
        where h.case_id = d.case_id and h.contact_id = curfew_contact() and not h.held and ${begun("h")})) $$;

-- Notices of which a message to the contact's organization was begun, or waits for a second member's word.
create or replace function curfew_heard() returns setof uuid ${owners} as $$
  select d.notice_id from deliveries d
  where d.organization_id = curfew_organization()
    and (d.first_attempt_at is not null or (d.held and d.contact_id = curfew_contact())) $$;

-- maySeeCase of domain/case/visibility.ts for a contact. Nothing, while a restored database waits to be reconciled.
create or replace function curfew_readable() returns setof uuid ${owners} as $$
  select c.id from cases c
  where c.id in (select curfew_told())
    and not exists (select from restores r where r.confirmed_at is null)
    and (
      exists (
        select from deliveries d
        join notice_organizations o on o.notice_id = d.notice_id and o.organization_id = d.organization_id and o.chosen
        join notice_groups g on g.notice_id = d.notice_id
        join memberships m on m.group_id = g.group_id and m.organization_id = d.organization_id
        where d.case_id = c.id and d.organization_id = curfew_organization() and ${begun("d")}
          and m.started_at <= d.first_attempt_at
          and (m.lapses_at is null or m.lapses_at > curfew_now())
          and (m.state = 'active' or (m.state = 'paused' and m.paused_until <= curfew_now())))
      or exists (
        select from withdrawal_cases k
        where k.case_id = c.id and k.organization_id = curfew_organization() and k.since is not null
          and not exists (
            select from withdrawals w
            where w.organization_id = k.organization_id and w.project_id = c.project_id
              and w.confirmed_at > k.since))) $$;

-- mayReadContent: after consent, or once it is public anyway.
create or replace function curfew_consented() returns setof uuid ${owners} as $$
  select c.id from cases c
  where c.id in (select curfew_readable())
    and (c.published_at is not null or exists (
      select from consents a
      where a.case_id = c.id and a.organization_id = curfew_organization()
        and a.superseded_at is null and a.state = 'accepted')) $$;

-- Versions of an advisory that a message to the contact's organization brought.
create or replace function curfew_versions() returns setof uuid ${owners} as $$
  select n.version_id from deliveries d join notices n on n.id = d.notice_id
  where d.organization_id = curfew_organization() and d.first_attempt_at is not null and n.version_id is not null $$;

-- Whether a notice is of the member's projects. A function, and not a query in the policy: that one would be planned anew
-- with every statement on a message, which took longer than the statement.
create or replace function curfew_of_notice(notice uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (
    select from notices n left join cases c on c.id = n.case_id
    where n.id = notice and coalesce(c.project_id, n.project_id) = any(curfew_projects()));
end $$;

-- What stays open to an organization whatever becomes of it: by plain columns, what it was told of and is bound to.
create or replace view obligations with (security_barrier) as
  select c.id, c.project_id, c.reference, c.code_name, c.tlp, c.state, c.release_at, c.published_at,
    (select min(d.first_attempt_at) from deliveries d
      where d.case_id = c.id and d.organization_id = curfew_organization() and ${begun("d")}) as told_at
  from cases c
  where curfew_viewer() = 'contact' and c.id in (select curfew_told());

-- Since when the team says that an embargo may not hold, and nothing of the incident itself.
create or replace view embargo_breaks with (security_barrier) as
  select i.case_id, min(i.announced_at) as since
  from incidents i
  where i.announced_at is not null and i.state <> 'unfounded'
    and (curfew_full()
      or (curfew_viewer() = 'member' and i.case_id in (select c.id from cases c where c.project_id = any(curfew_projects())))
      or (curfew_viewer() = 'contact' and i.case_id in (select curfew_told())))
  group by i.case_id;

-- Who is a member of a project, and was, where its policy in force publishes that (P32): by name alone, from when it took
-- effect until it ended, and neither why nor a pause. In force is as in data/policies/in-force.ts.
create or replace view published_members with (security_barrier) as
  select m.project_id, o.name, c.since,
    coalesce(m.ended_at, case when m.lapses_at <= curfew_now() then m.lapses_at end) as until
  from memberships m
  join organizations o on o.id = m.organization_id
  join lateral (
    select min(h.at) as since from membership_changes h where h.membership_id = m.id and h.state = 'active') c
    on c.since is not null
  join lateral (
    select p.document->'transparency'->>'memberList' as says from project_policies p
    where p.project_id = m.project_id and (p.effective_at <= curfew_now() or p.number = 1)
    order by p.number desc limit 1) p on p.says in (${PUBLISHED_LISTS.map((l) => `'${l}'`).join(", ")});
${APPENDING}`;

export const VIEWS = ["obligations", "embargo_breaks", "published_members"] as const;
