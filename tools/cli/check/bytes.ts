/** Reading a stream of bytes: a look at its beginning, or the whole of it up to a limit. */

/** A stream whose beginning has been seen; `rest` still begins with it. */
export interface Peeked {
  readonly head: Uint8Array;
  readonly rest: AsyncIterable<Uint8Array>;
}

/** Reads the beginning of a stream until `enough` says so, or the stream or `limit` bytes end it. */
export async function peek(stream: AsyncIterable<Uint8Array>, enough: (head: Uint8Array) => boolean, limit: number): Promise<Peeked> {
  const iterator = stream[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  let ended = false;
  // the size doubles at least before it is asked again, so that asking stays cheap
  for (let asked = 0; !ended && head.length < limit; ) {
    const pieces = [head];
    let size = head.length;
    do {
      const piece = await iterator.next();
      if (piece.done) ended = true;
      else {
        pieces.push(piece.value);
        size += piece.value.length;
      }
    } while (!ended && size < asked * 2);
    head = Buffer.concat(pieces);
    asked = size;
    if (enough(head)) break;
  }
  async function* rest(): AsyncGenerator<Uint8Array> {
    yield head;
    if (ended) return;
    try {
      for (let piece = await iterator.next(); !piece.done; piece = await iterator.next()) yield piece.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, rest: rest() };
}

/** All bytes of a stream, or null when there are more than `limit`. */
export async function readAll(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stream) {
    size += piece.length;
    if (size > limit) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
