/** `npm run picture`: draws the README's picture of a report anew. */

import { writeFileSync } from 'node:fs';
import { makePicture, PICTURE } from './make.js';

writeFileSync(PICTURE, makePicture(process.cwd()));
process.stdout.write(`${PICTURE}\n`);
