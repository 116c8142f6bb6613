import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AlambicError } from '../diagnostics/diagnostic.ts';
import { createSecretResolver } from './create-secret-resolver.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  await writeFile(join(folder, 'token'), 'from-a-file\n');
  await writeFile(join(folder, 'blank'), '\n');
});
afterAll(() => rm(folder, { recursive: true }));

function resolver() {
  const registered: string[] = [];
  const secrets = createSecretResolver({
    env: { BOTH: 'process', EMPTY: '', ONLY_PROCESS: 'p' },
    dotenv: new Map([['BOTH', 'dotenv'], ['ONLY_DOTENV', 'd'], ['EMPTY', 'filled'], ['NOTHING', '']]), // prettier-ignore
    readFile: (path) => readFile(resolve(folder, path), 'utf8'),
    redactor: { register: (value) => registered.push(value) },
  });
  return { secrets, registered };
}

async function diagnosticOf(work: Promise<unknown>) {
  const error = await work.then(() => undefined, (caught: unknown) => caught); // prettier-ignore
  if (!(error instanceof AlambicError)) throw new Error(`expected an AlambicError, got ${String(error)}`);
  const { code, message, hint, location } = error.diagnostics[0]!;
  return { code, message, hint, location };
}

describe('a reference', () => {
  test.each([
    ['${env:BOTH}', 'process'],
    ['${env:ONLY_DOTENV}', 'd'],
    ['BOTH', 'process'],
    ['${env:EMPTY}', 'filled'],
    ['${file:token}', 'from-a-file'],
  ])('%s resolves to %s and is registered', async (reference, value) => {
    const { secrets, registered } = resolver();
    expect(await secrets.resolve(reference)).toBe(value);
    expect(registered).toEqual([value]);
  });

  test.each([
    ['${env:ABSENT:5432}', '5432'],
    ['${env:NOTHING:a:b}', 'a:b'],
    ['${env:ABSENT:}', ''],
  ])('%s falls back to %j, which is no secret', async (reference, value) => {
    const { secrets, registered } = resolver();
    expect(await secrets.resolve(reference)).toBe(value);
    expect(registered).toEqual([]);
  });
});

describe('a text', () => {
  test('has every reference replaced, once', async () => {
    const { secrets, registered } = resolver();
    const text = 'postgres://u:${env:BOTH}@h:${env:PORT:5432}/${file:token}?a=$${env:BOTH}&b=$5';
    expect(await secrets.interpolate(text)).toBe('postgres://u:process@h:5432/from-a-file?a=${env:BOTH}&b=$5');
    expect(registered).toEqual(['process', 'from-a-file']);
  });

  test('does not have a value replaced again', async () => {
    const secrets = createSecretResolver({
      env: { A: '${env:B}', B: 'b' },
      dotenv: new Map(),
      readFile: () => '',
      redactor: { register: () => undefined },
    });
    expect(await secrets.interpolate('x${env:A}')).toBe('x${env:B}');
  });
});

describe('what cannot be resolved', () => {
  test('a missing variable is named, with its place', async () => {
    const location = { file: 'alambic.yml', path: ['targets'], at: 'value' as const };
    expect(await diagnosticOf(resolver().secrets.resolve('${env:SHOP_URL}', location))).toEqual({
      code: 'E0905',
      message: 'environment variable SHOP_URL is not set',
      hint: "set it in the environment, or in the project's .env: SHOP_URL=…",
      location,
    });
  });

  test.each([
    ['${env:NOTHING}', 'E0905', 'environment variable NOTHING is empty'],
    ['${file:absent}', 'E0905', "the secret's file absent cannot be read: it does not exist"],
    ['${file:.}', 'E0905', "the secret's file . cannot be read: it is a folder"],
    ['${file:blank}', 'E0905', "the secret's file blank is empty"],
    ['${file:}', 'E0913', '${file:} names no file'],
    ['${env:}', 'E0913', '${env:} names no environment variable'],
    ['${env:A B}', 'E0913', '${env:A B} names no environment variable'],
    [
      '${vault:data/serving#url}',
      'E0913',
      '${vault:data/serving#url} needs HashiCorp Vault, which this version cannot read yet',
    ],
    ['${aws-sm:name#key}', 'E0913', '${aws-sm:name#key} needs AWS Secrets Manager, which this version cannot read yet'],
    ['${evn:A}', 'E0913', '${evn:A}: secrets do not come from "evn"'],
    ['${constructor:A}', 'E0913', '${constructor:A}: secrets do not come from "constructor"'],
    ['${PII_KEY}', 'E0913', '${PII_KEY} does not say where the secret is'],
    ['${env:A', 'E0913', 'a secret reference is not closed with "}"'],
    ['hunter2!', 'E0913', 'this is not a secret reference'],
  ])('%s gives %s', async (reference, code, message) => {
    expect(await diagnosticOf(resolver().secrets.resolve(reference))).toMatchObject({ code, message });
  });

  test('an unclosed reference inside a text is refused, not passed on', async () => {
    expect(await diagnosticOf(resolver().secrets.interpolate('a${env:BOTH'))).toMatchObject({ code: 'E0913' });
  });
});
