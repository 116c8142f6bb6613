import { isAside, publishedName } from '../materializations/materialization.ts';
import type { RunContext } from './run-context.ts';

/**
 * Removes what was built aside and will not be published: of one relation after a failure, of every relation after a run
 * that was killed. Refused rows may be personal, so they do not wait for the next run.
 */
export async function removeAsides(
  { warehouse, sessions }: Pick<RunContext, 'warehouse' | 'sessions'>,
  schemas: readonly string[],
  of?: string,
): Promise<void> {
  const existing = await warehouse.inspect(schemas);
  const leftovers = existing.filter(({ name }) => isAside(name) && (of === undefined || publishedName(name) === of));
  if (leftovers.length === 0) return;
  const { dialect } = warehouse;
  await sessions.use(async (session) => {
    for (const each of leftovers)
      await session.execute(each.type === 'view' ? dialect.dropView(each) : dialect.dropTable(each));
  });
}
