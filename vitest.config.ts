import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/examples/**', '**/node_modules/**'],
    testTimeout: 60_000,
  },
  resolve: {
    // Tests run the sources, so a failing line is one that can be edited.
    alias: [
      { find: '@kfuncspec/runtime/v1', replacement: source('./generator/runtime/src/index.ts') },
      { find: /^@kfuncspec\/rules\/(.*)$/, replacement: source('./generated/$1/index.ts') },
    ],
  },
});
