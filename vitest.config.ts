import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { alambic: fileURLToPath(new URL('./src/index.ts', import.meta.url)) } },
  test: {
    include: ['{src,services,demo,project,macros,test,scripts}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/.alambic/**', 'dist/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
