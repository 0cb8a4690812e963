import type { Span } from './ansi.js';

/** Pixels. */
const COLUMN = 8.4;
const LINE = 19;
const MARGIN = 20;
const FONT_SIZE = 14;

const STYLE = [
  'text { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d4d4d4 }',
  '.bold { font-weight: bold }',
  '.faint { fill: #8a8a8a }',
  '.red { fill: #f47067 }',
  '.green { fill: #8ddb8c }',
  '.yellow { fill: #f0c674 }',
  '.cyan { fill: #76d9e6 }',
].join(' ');

/** Lines of coloured text as a picture of a terminal. */
export function terminalPicture(lines: readonly (readonly Span[])[], title: string): string {
  const columns = Math.max(0, ...lines.map((line) => line.reduce((sum, { text }) => sum + text.length, 0)));
  const width = Math.ceil(columns * COLUMN + 2 * MARGIN);
  const height = lines.length * LINE + 2 * MARGIN;
  const rows = lines.map((line, i) => row(line, MARGIN + (i + 1) * LINE - 5)).filter((text) => text !== '');
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="${FONT_SIZE}">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#1e1e1e"/>`,
    ...rows,
    '</svg>',
  ].join('\n')}\n`;
}

/** Every piece has its place and its length, so that columns stay in line whatever the font is, and whatever becomes of spaces. */
function row(line: readonly Span[], y: number): string {
  let column = 0;
  const pieces = line.flatMap((span) => {
    const begin = column;
    column += span.text.length;
    const classes = [...(span.bold ? ['bold'] : []), ...(span.faint ? ['faint'] : []), ...(span.colour === null ? [] : [span.colour])];
    const look = classes.length === 0 ? '' : ` class="${classes.join(' ')}"`;
    return [...span.text.matchAll(/\S+(?: \S+)*/g)].map(({ index, 0: text }) => {
      const place = `x="${number(MARGIN + (begin + index) * COLUMN)}" y="${y}" textLength="${number(text.length * COLUMN)}"`;
      return `<text ${place} lengthAdjust="spacingAndGlyphs"${look}>${escaped(text)}</text>`;
    });
  });
  return pieces.join('');
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
