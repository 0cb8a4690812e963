/** Text with the colours of a terminal, taken apart. */

/** A piece of a line in one look. */
export interface Span {
  readonly text: string;
  readonly bold: boolean;
  readonly faint: boolean;
  readonly colour: Colour | null;
}

type Colour = 'red' | 'green' | 'yellow' | 'cyan';

const COLOURS: Readonly<Record<number, Colour>> = { 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' };

/** The lines of a text, each in pieces. Throws for a sequence that reports don't use. */
export function parseAnsi(text: string): Span[][] {
  let look: Omit<Span, 'text'> = { bold: false, faint: false, colour: null };
  return text.split('\n').map((line) => {
    const spans: Span[] = [];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    for (const [i, part] of line.split(/\u001b\[(\d+)m/).entries()) {
      if (i % 2 === 1) look = changed(look, Number(part));
      else if (part !== '') spans.push({ ...look, text: part });
    }
    return spans;
  });
}

function changed(look: Omit<Span, 'text'>, code: number): Omit<Span, 'text'> {
  switch (code) {
    case 0:
      return { bold: false, faint: false, colour: null };
    case 1:
      return { ...look, bold: true };
    case 2:
      return { ...look, faint: true };
    case 22:
      return { ...look, bold: false, faint: false };
    case 39:
      return { ...look, colour: null };
    default: {
      const colour = COLOURS[code];
      if (colour === undefined) throw new Error(`no report uses the sequence ${code}`);
      return { ...look, colour };
    }
  }
}
