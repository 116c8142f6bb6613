import type { Account } from '../auth/account.ts';
import type { Document } from '../values/document.ts';

/** One line of the journal. `n` is the namespace, `database.collection`, throughout. */
export type JournalRecord =
  | { readonly o: 'create'; readonly n: string; readonly options: Document }
  | { readonly o: 'options'; readonly n: string; readonly options: Document }
  | { readonly o: 'put'; readonly n: string; readonly document: Document }
  | { readonly o: 'remove'; readonly n: string; readonly id: unknown }
  | { readonly o: 'index'; readonly n: string; readonly definition: Document }
  | { readonly o: 'dropIndex'; readonly n: string; readonly name: string }
  | { readonly o: 'drop'; readonly n: string }
  | { readonly o: 'rename'; readonly n: string; readonly to: string }
  /** Everything of `from`, which has no document of `n` yet. */
  | { readonly o: 'copy'; readonly n: string; readonly from: string }
  | { readonly o: 'account'; readonly account: Account }
  | { readonly o: 'dropAccount'; readonly key: string };
