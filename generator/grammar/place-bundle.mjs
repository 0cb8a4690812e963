// tsc copies no .js: puts the grammar beside the compiled parser.
import { copyFileSync, mkdirSync } from 'node:fs';

const from = new URL('kf.ohm-bundle.js', import.meta.url);
const to = new URL('../../tools/dist/generator/grammar/kf.ohm-bundle.js', import.meta.url);
mkdirSync(new URL('.', to), { recursive: true });
copyFileSync(from, to);
