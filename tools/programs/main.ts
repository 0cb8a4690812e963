import { compileFolder } from './compile.js';

/** `node main.js FOLDER OUT`: compiles the C programs of a folder. */
const [folder, out] = process.argv.slice(2);
if (folder === undefined || out === undefined) {
  process.stderr.write('usage: FOLDER OUT\n');
  process.exitCode = 2;
} else compileFolder(folder, out);
