import { aggregateCommands } from './aggregate.ts';
import { collectionCommands } from './collections.ts';
import type { Commands } from './command.ts';
import { explainCommands } from './explain.ts';
import { findAndModifyCommands } from './find-and-modify.ts';
import { findCommands } from './find.ts';
import { indexCommands } from './indexes.ts';
import { serverCommands } from './server.ts';
import { signInCommands } from './sign-in.ts';
import { statisticsCommands } from './statistics.ts';
import { userCommands } from './users.ts';
import { writeCommands } from './write.ts';

/** Everything the server understands. To add a command: its file, and one line here. */
export const commands: Commands = {
  ...serverCommands,
  ...signInCommands,
  ...userCommands,
  ...findCommands,
  ...writeCommands,
  ...findAndModifyCommands,
  ...aggregateCommands,
  ...indexCommands,
  ...collectionCommands,
  ...explainCommands,
  ...statisticsCommands,
};
