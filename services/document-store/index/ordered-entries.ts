const chunkSize = 512;

interface Chunk {
  readonly keys: string[];
  readonly ids: string[];
}

/**
 * Pairs of a key and the id of a document, always in order: a list of short sorted lists, so that an insertion moves at
 * most a few hundred entries.
 */
export class OrderedEntries {
  #chunks: Chunk[] = [];
  size = 0;

  /** Fills an empty list at once. */
  static from(entries: readonly (readonly [key: string, id: string])[]): OrderedEntries {
    const result = new OrderedEntries();
    const sorted = entries.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : 1));
    const step = chunkSize / 2;
    for (let start = 0; start < sorted.length; start += step) {
      const part = sorted.slice(start, start + step);
      result.#chunks.push({ keys: part.map(([key]) => key), ids: part.map(([, id]) => id) });
    }
    result.size = sorted.length;
    return result;
  }

  add(key: string, id: string): void {
    const chunk = this.#chunks[this.#chunkFor(key, id)] ?? this.#firstChunk();
    const at = lowerBound(chunk, key, id);
    chunk.keys.splice(at, 0, key);
    chunk.ids.splice(at, 0, id);
    this.size++;
    if (chunk.keys.length > chunkSize) this.#split(chunk);
  }

  delete(key: string, id: string): void {
    const number = this.#chunkFor(key, id);
    const chunk = this.#chunks[number];
    if (chunk === undefined) return;
    const at = lowerBound(chunk, key, id);
    if (chunk.keys[at] !== key || chunk.ids[at] !== id) return;
    chunk.keys.splice(at, 1);
    chunk.ids.splice(at, 1);
    this.size--;
    if (chunk.keys.length === 0) this.#chunks.splice(number, 1);
  }

  /** Ids of the entries from `low` up to, and without, `high`. */
  *ids(low: string, high: string, reverse = false): Generator<string> {
    if (high <= low) return;
    const [from, to] = [this.#position(low), this.#position(high)];
    if (reverse) {
      for (let number = Math.min(to.chunk, this.#chunks.length - 1); number >= from.chunk; number--) {
        const { ids } = this.#chunks[number]!;
        const first = number === from.chunk ? from.at : 0;
        for (let at = (number === to.chunk ? to.at : ids.length) - 1; at >= first; at--) yield ids[at]!;
      }
      return;
    }
    for (let number = from.chunk; number <= to.chunk && number < this.#chunks.length; number++) {
      const { ids } = this.#chunks[number]!;
      const end = number === to.chunk ? to.at : ids.length;
      for (let at = number === from.chunk ? from.at : 0; at < end; at++) yield ids[at]!;
    }
  }

  count(low: string, high: string): number {
    if (high <= low) return 0;
    const [from, to] = [this.#position(low), this.#position(high)];
    let count = to.at - from.at;
    for (let number = from.chunk; number < to.chunk; number++) count += this.#chunks[number]!.keys.length;
    return count;
  }

  #position(key: string): { readonly chunk: number; readonly at: number } {
    const chunk = this.#chunkFor(key, '');
    const found = this.#chunks[chunk];
    if (found === undefined) return { chunk: 0, at: 0 };
    return { chunk, at: lowerBound(found, key, '') };
  }

  /** The last chunk that begins at or before an entry, or the first one. */
  #chunkFor(key: string, id: string): number {
    let [low, high] = [0, this.#chunks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const { keys, ids } = this.#chunks[middle]!;
      if (keys[0]! < key || (keys[0] === key && ids[0]! <= id)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #firstChunk(): Chunk {
    const chunk: Chunk = { keys: [], ids: [] };
    this.#chunks.push(chunk);
    return chunk;
  }

  #split(chunk: Chunk): void {
    const half = chunk.keys.length >>> 1;
    const rest: Chunk = { keys: chunk.keys.splice(half), ids: chunk.ids.splice(half) };
    this.#chunks.splice(this.#chunks.indexOf(chunk) + 1, 0, rest);
  }
}

function lowerBound({ keys, ids }: Chunk, key: string, id: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key || (keys[middle] === key && ids[middle]! < id)) low = middle + 1;
    else high = middle;
  }
  return low;
}
