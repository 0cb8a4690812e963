import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAnsi } from '../../tools/picture/ansi.js';
import { makePicture, PICTURE } from '../../tools/picture/make.js';
import { terminalPicture } from '../../tools/picture/svg.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the picture of a report', () => {
  it('shows what the tool prints now: else `npm run picture` draws it anew', () => {
    expect(readFileSync(join(root, PICTURE), 'utf8')).toBe(makePicture(root));
  }, 60_000);

  it('is referred to by the README', () => {
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`](${PICTURE})`);
  });
});

describe('coloured text', () => {
  it('is taken apart', () => {
    const plain = { bold: false, faint: false, colour: null };
    expect(parseAnsi('a \u001b[1m\u001b[31mred\u001b[39m\u001b[22m\n\u001b[2mfaint\u001b[22m')).toEqual([
      [
        { ...plain, text: 'a ' },
        { ...plain, text: 'red', bold: true, colour: 'red' },
      ],
      [{ ...plain, text: 'faint', faint: true }],
    ]);
    expect(() => parseAnsi('\u001b[45mx')).toThrow('no report uses the sequence 45');
  });

  it('becomes text of XML', () => {
    const picture = terminalPicture(parseAnsi('\u001b[1ma<b>&c\u001b[22m'), '<title>');
    expect(picture).toContain('<title>&lt;title&gt;</title>');
    expect(picture).toContain(' class="bold">a&lt;b&gt;&amp;c</text>');
  });
});
