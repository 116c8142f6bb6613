import { join } from 'node:path';
import { ensureService } from '../services/services.ts';
import { failure } from '../src/engine/diagnostics/diagnostic.ts';

/** Where the shop and the served reviews live during the demo. The addresses hold passwords: never print them. */
export interface DemoServers {
  /** Target of alambic.yml. */
  readonly target: 'local' | 'services';
  readonly shop: string;
  readonly serving: string;
  stop(): Promise<void>;
}

/** Embedded servers of the project, shared with whoever uses them already. */
export async function embeddedServers(projectDir: string): Promise<DemoServers> {
  const stateDir = join(projectDir, '.alambic', 'services');
  const shop = await ensureService('postgres', stateDir);
  try {
    const serving = await ensureService('mongodb', stateDir);
    const stop = async (): Promise<void> => void (await Promise.allSettled([shop.stop(), serving.stop()]));
    return { target: 'local', shop: shop.url, serving: serving.url, stop };
  } catch (error) {
    await shop.stop();
    throw error;
  }
}

/** The servers of docker-compose.yml, as the target `services` of alambic.yml has them. */
export function composeServers(environment: Readonly<Record<string, string | undefined>>): DemoServers {
  const password = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') {
      throw failure('E0905', `${name} is not set`, { hint: 'copy .env.example to .env, then docker compose up -d' });
    }
    return encodeURIComponent(value);
  };
  return {
    target: 'services',
    shop: `postgres://alambic:${password('POSTGRES_PASSWORD')}@127.0.0.1:5434/shop`,
    serving: `mongodb://alambic:${password('MONGODB_PASSWORD')}@127.0.0.1:27017/?authSource=admin`,
    stop: () => Promise.resolve(),
  };
}
