// Bundles the product into dist/: one small CommonJS entry, ES modules behind it, loaded only when needed.
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';

const pkg = JSON.parse(await readFile('package.json', 'utf8'));

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
  define: { ALAMBIC_VERSION: JSON.stringify(pkg.version) },
};

const { metafile } = await build({
  ...shared,
  metafile: true,
  format: 'esm',
  splitting: true,
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  entryPoints: {
    index: 'src/index.ts',
    'define-model': 'src/define-model.ts',
    cli: 'src/cli/main.ts',
    'transform-worker': 'src/engine/run/transform/transform-worker.ts',
    'document-store': 'services/document-store/main.ts',
    services: 'services/main.ts',
    demo: 'demo/main.ts',
  },
});

// The entry is CommonJS because the size of libuv's pool counts only if it is set before the pool starts.
await build({
  ...shared,
  format: 'cjs',
  entryPoints: { alambic: 'src/cli/entry.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  banner: { js: '#!/usr/bin/env node' },
  plugins: [
    {
      name: 'main',
      setup: (b) => b.onResolve({ filter: /^\.\/main\.ts$/ }, () => ({ path: './cli.js', external: true })),
    },
  ],
});
await chmod('dist/alambic.cjs', 0o755);
await writeFile('dist/package.json', '{ "type": "module" }\n');

// A build that fails leaves the last one as it was; what an earlier one left over goes only now.
const current = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
await mkdir('dist/chunks', { recursive: true });
for (const name of await readdir('dist/chunks')) if (!current.has(name)) await rm(`dist/chunks/${name}`);
