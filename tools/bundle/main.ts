import { rmSync } from 'node:fs';
import { build } from 'esbuild';
import { bundleRules, COMMON } from './rules.js';

/**
 * `node main.js`: makes few files of what Node loads of each package, since hundreds of small ones take longer to load than a program to
 * check. Types stay beside them as tsc writes them.
 */
const TOOL = 'tools/dist/bundle';

await build({ ...COMMON, entryPoints: ['generator/runtime/src/index.ts'], platform: 'neutral', outdir: 'generator/runtime/dist' });
await bundleRules('generated');
// parts are named by their content: those of an earlier build would stay
rmSync(TOOL, { recursive: true, force: true });
const entryPoints = { main: 'tools/cli/main.ts', worker: 'tools/cli/check/worker.ts' };
await build({ ...COMMON, entryPoints, splitting: true, platform: 'node', outdir: TOOL });
