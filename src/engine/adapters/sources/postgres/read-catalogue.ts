import type { ClientBase } from 'pg';
import type { PostgresColumn } from './column-types.ts';

/** A table, view or the like, as the catalogue has it. */
export interface PostgresRelation {
  readonly oid: string;
  readonly columns: readonly PostgresColumn[];
  /**
   * The tables that hold its rows, partitions and heirs included, where each row there tells the transaction that
   * wrote it; undefined for views, foreign tables and other ways of storing.
   */
  readonly heaps: readonly string[] | undefined;
}

const readable = `('r', 'p', 'v', 'm', 'f')`;

/** Tables, partitioned tables, views, materialised views and foreign tables; undefined where there is none of that name. */
export async function readRelation(
  client: ClientBase,
  schema: string,
  table: string,
): Promise<PostgresRelation | undefined> {
  const found = await client.query<{ oid: string }>(
    `select c.oid::text from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2 and c.relkind in ${readable}`,
    [schema, table],
  );
  const oid = found.rows[0]?.oid;
  if (oid === undefined) return undefined;
  return { oid, columns: await readColumns(client, oid), heaps: await readHeaps(client, oid) };
}

export async function readTableNames(client: ClientBase, schema: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ${readable} and not c.relispartition order by 1`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

/** Domains are followed to what they stand on, which also has the precision. */
async function readColumns(client: ClientBase, oid: string): Promise<readonly PostgresColumn[]> {
  const { rows } = await client.query<{ name: string; type: string; modifier: number; element: string | null }>(
    `with recursive columns as (
       select a.attnum, a.attname, a.atttypid as type, a.atttypmod as modifier
       from pg_catalog.pg_attribute a where a.attrelid = $1::oid and a.attnum > 0 and not a.attisdropped
       union all
       select c.attnum, c.attname, t.typbasetype, t.typtypmod
       from columns c join pg_catalog.pg_type t on t.oid = c.type where t.typtype = 'd'
     )
     select c.attname as name, c.modifier, case when t.typnamespace = 'pg_catalog'::regnamespace then t.typname else 'other' end as type,
       case when t.typcategory = 'A' and t.typelem <> 0 and t.typname not in ('int2vector', 'oidvector') then
         case when e.typnamespace = 'pg_catalog'::regnamespace then e.typname else 'other' end end as element
     from columns c join pg_catalog.pg_type t on t.oid = c.type left join pg_catalog.pg_type e on e.oid = t.typelem
     where t.typtype <> 'd' order by c.attnum`,
    [oid],
  );
  return rows.map(({ name, type, modifier, element }) => ({
    name,
    type,
    modifier,
    ...(element === null ? {} : { element }),
  }));
}

async function readHeaps(client: ClientBase, oid: string): Promise<readonly string[] | undefined> {
  const { rows } = await client.query<{ oid: string; kind: string; heap: boolean }>(
    `with recursive members as (
       select $1::oid as oid union select i.inhrelid from pg_catalog.pg_inherits i join members m on m.oid = i.inhparent
     )
     select c.oid::text, c.relkind::text as kind, coalesce(a.amname = 'heap', false) as heap
     from members m join pg_catalog.pg_class c on c.oid = m.oid left join pg_catalog.pg_am a on a.oid = c.relam
     order by c.oid`,
    [oid],
  );
  const holding = rows.filter(({ kind }) => kind !== 'p');
  return holding.every(({ kind, heap }) => heap && (kind === 'r' || kind === 'm'))
    ? holding.map((row) => row.oid)
    : undefined;
}
