import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { composeServers } from '../../demo/demo-servers.ts';

interface Service {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly healthcheck: { readonly test: readonly string[]; readonly retries: number };
}

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const compose = load(read('docker-compose.yml')) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
};
const services = Object.entries(compose.services);

describe('docker-compose.yml', () => {
  it('has a PostgreSQL, a MongoDB and an S3 store, each of a fixed version', () => {
    expect(services.map(([name]) => name)).toEqual(['postgres', 'mongodb', 's3']);
    for (const [, { image }] of services) expect(image).toMatch(/^[a-z/]+:\d+(\.\d+)*$/);
    expect(compose.services['postgres']!.image).toBe('postgres:18');
    expect(compose.services['mongodb']!.image).toBe('mongo:8');
  });

  it.each(services)('%s is reached from this machine alone', (_, { ports }) => {
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it.each(services)('%s keeps its data in volumes that outlive it', (_, { volumes }) => {
    expect(volumes.length).toBeGreaterThan(0);
    for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
  });

  it('mounts the folder that the image of PostgreSQL 18 writes to', () => {
    expect(compose.services['postgres']!.volumes).toEqual(['postgres-data:/var/lib/postgresql']);
  });

  it.each(services)('%s says when it is ready', (_, { healthcheck }) => {
    expect(healthcheck.test[0]).toBe('CMD');
    expect(healthcheck.retries).toBeGreaterThan(3);
  });

  it('limits connections', () => {
    expect(compose.services['postgres']!.command).toContain('max_connections=100');
    expect(compose.services['mongodb']!.command).toContain('--maxConns');
  });

  it('takes every password from .env, and does not start without', () => {
    const secrets = services.flatMap(([, { environment }]) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|SECRET/.test(name)),
    );
    expect(secrets).toHaveLength(services.length);
    const example = read('.env.example');
    for (const [, value] of secrets) {
      const [, name] = /^\$\{([A-Z0-9_]+):\?[^}]+\}$/.exec(value) ?? [];
      expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
    }
  });

  it('is what the demo connects to', () => {
    const { shop, serving } = composeServers({ POSTGRES_PASSWORD: 'p', MONGODB_PASSWORD: 'm' });
    const { postgres, mongodb } = compose.services;
    expect(postgres!.ports).toContain(`${new URL(shop).host}:5432`);
    expect(mongodb!.ports).toContain(`${new URL(serving).host}:27017`);
    expect(new URL(shop).username).toBe(postgres!.environment['POSTGRES_USER']);
    expect(new URL(shop).pathname).toBe(`/${postgres!.environment['POSTGRES_DB']}`);
    expect(new URL(serving).username).toBe(mongodb!.environment['MONGO_INITDB_ROOT_USERNAME']);
  });
});

it('.env is not committed', () => {
  expect(read('.gitignore').split('\n')).toContain('.env');
});
