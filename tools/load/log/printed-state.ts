import { type PrintedValue, parsePrintedValue } from './printed-value.js';

/** Liveness marks that stand behind `_`: r read, w written, D done; `rw`. Empty when there are none. */
type Liveness = string;

/** A register as a state shows it; what it holds is parsed when it is asked for. */
export class PrintedRegister {
  #value: PrintedValue | undefined;

  constructor(
    /** 0 to 10. */
    readonly number: number,
    readonly live: Liveness,
    /** As it stands behind `=`. */
    readonly text: string,
  ) {}

  get value(): PrintedValue {
    this.#value ??= parsePrintedValue(this.text);
    return this.#value;
  }
}

/** A stack slot as a state shows it; what it holds is parsed when it is asked for. */
export class PrintedSlot {
  #value: PrintedValue | undefined;
  /** Where in the text the register stands that was spilled: behind the bytes before it; -1 when there is none. */
  readonly #spill: number;

  constructor(
    /** From the frame pointer, in bytes: -8, -16, … */
    readonly offset: number,
    readonly live: Liveness,
    /** As it stands behind `=`. */
    readonly text: string,
  ) {
    this.#spill = spillIn(text);
  }

  /**
   * What each byte holds (`?` nothing, `m` misc, `0` zero, `d` dynptr, `i` iterator, `f` interrupt flag, `p` poison), highest address last;
   * the bytes before a narrow spill too. undefined when a register fills the slot.
   */
  get bytes(): string | undefined {
    return this.#spill < 0 ? this.text : this.#spill === 0 ? undefined : this.text.slice(0, this.#spill);
  }

  /** The register that was spilled there, or the dynptr or iterator. */
  get value(): PrintedValue | undefined {
    if (this.#spill < 0) return undefined;
    this.#value ??= parsePrintedValue(this.text.slice(this.#spill));
    return this.#value;
  }
}

/** One frame's state as a log shows it; parsed when it is asked for. Only what changed may be there. */
export class PrintedState {
  readonly text: string;
  #parsed: Parsed | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** 0 for the main function. */
  get frame(): number {
    return this.#parse().frame;
  }

  get registers(): readonly PrintedRegister[] {
    return this.#parse().registers;
  }

  get stack(): readonly PrintedSlot[] {
    return this.#parse().stack;
  }

  /** Ids of the references that are held. */
  get refs(): readonly number[] {
    return this.#parse().refs;
  }

  get callback(): 'cb' | 'async_cb' | undefined {
    return this.#parse().callback;
  }

  /** Words that this parser doesn't know. */
  get other(): readonly string[] {
    return this.#parse().other;
  }

  register(number: number): PrintedValue | undefined {
    return this.registers.find((register) => register.number === number)?.value;
  }

  #parse(): Parsed {
    this.#parsed ??= parseState(this.text);
    return this.#parsed;
  }
}

interface Parsed {
  frame: number;
  readonly registers: PrintedRegister[];
  readonly stack: PrintedSlot[];
  readonly refs: number[];
  callback: 'cb' | 'async_cb' | undefined;
  readonly other: string[];
}

const FRAME = /^frame([0-9]{1,4}):$/;
const PLACE = /^(R|fp)(-?[0-9]{1,5})(?:_([a-zA-Z]{1,4}))?=(.*)$/s;
const REFS = /^refs=([0-9]{1,10}(?:,[0-9]{1,10})*)$/;
// types_buf: all eight bytes, or those in front of a spill of 1, 2 or 4 bytes
const BYTES = /^[?m0difp]+/;
const NARROW = [7, 6, 4];

/** ` frame1: R1_w=ctx(off=0,imm=0) fp-8=mmmm???? refs=2,4 cb` */
function parseState(text: string): Parsed {
  const state: Parsed = { frame: 0, registers: [], stack: [], refs: [], callback: undefined, other: [] };
  for (const word of splitWords(text)) {
    const place = PLACE.exec(word);
    if (place !== null) {
      const [, kind, number = '', live = '', value = ''] = place;
      if (kind === 'R') state.registers.push(new PrintedRegister(Number(number), live, value));
      else state.stack.push(new PrintedSlot(Number(number), live, value));
      continue;
    }
    const frame = FRAME.exec(word);
    const refs = frame === null ? REFS.exec(word) : null;
    if (frame !== null) state.frame = Number(frame[1]);
    else if (refs !== null) for (const id of (refs[1] ?? '').split(',')) state.refs.push(Number(id));
    else if (word === 'cb' || word === 'async_cb') state.callback = word;
    else state.other.push(word);
  }
  return state;
}

/** Where in a slot's text a spilled register begins; -1 when it is bytes only. */
function spillIn(text: string): number {
  const length = BYTES.exec(text)?.[0].length ?? 0;
  if (length === 8 && text.length === 8) return -1;
  // a printed number has no leading zeros, so a lone 0 is the only value that looks like bytes itself
  return NARROW.find((n) => length >= n && text.length > n && text[n] !== 'x') ?? 0;
}

/** At spaces that stand in no parentheses. */
function splitWords(text: string): string[] {
  const words: string[] = [];
  let depth = 0;
  let start = -1;
  for (let i = 0; i <= text.length; i++) {
    const c = text.charCodeAt(i);
    if (i === text.length || (c === 32 && depth <= 0)) {
      if (start >= 0) words.push(text.slice(start, i));
      start = -1;
      continue;
    }
    if (start < 0) start = i;
    if (c === 40) depth++;
    else if (c === 41) depth--;
  }
  return words;
}
