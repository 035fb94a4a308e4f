/* Unpacks a file of the index: zlib data (RFC 1950, 1951) to bytes.
 *
 * The index is compressed by the build, since not every server compresses what it sends. Browsers bring a decompressor
 * of their own only since 2023, and phones are older; this one is small, and the same for all. The checksum at the end
 * is left unread: HTTP has its own, and what is not JSON is refused anyway.
 */
(function (root) {
  "use strict";

  const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const LONGEST_CODE = 15;
  const END = 256;

  /* A distance code d ≥ 4 stands for 2^(d/2 − 1) … with d/2 − 1 further bits, in two halves. */
  const distanceBits = (code) => Math.max(0, (code >> 1) - 1);
  const distanceBase = (code) => (code < 4 ? code + 1 : 1 + ((2 + (code & 1)) << distanceBits(code)));

  class Bits {
    constructor(data) {
      this.data = data;
      this.at = 2; // after the header of RFC 1950
      this.held = 0;
      this.count = 0;
    }

    take(number) {
      while (this.count < number) {
        if (this.at >= this.data.length) throw new Error("a file of the index is cut short");
        this.held |= this.data[this.at++] << this.count;
        this.count += 8;
      }
      const value = this.held & ((1 << number) - 1);
      this.held >>>= number;
      this.count -= number;
      return value;
    }

    toByte() {
      this.held = this.count = 0;
    }
  }

  /* A code as RFC 1951 gives it, by the lengths of its words: how many there are of each length, and what they mean. */
  class Code {
    constructor(lengths) {
      this.counts = new Uint16Array(LONGEST_CODE + 1);
      for (const length of lengths) this.counts[length]++;
      this.counts[0] = 0;
      const offsets = new Uint16Array(LONGEST_CODE + 2);
      for (let length = 1; length <= LONGEST_CODE; length++) offsets[length + 1] = offsets[length] + this.counts[length];
      this.symbols = new Uint16Array(lengths.length);
      lengths.forEach((length, symbol) => {
        if (length) this.symbols[offsets[length]++] = symbol;
      });
    }

    read(bits) {
      let code = 0;
      let first = 0;
      let index = 0;
      for (let length = 1; length <= LONGEST_CODE; length++) {
        code |= bits.take(1);
        const count = this.counts[length];
        if (code - count < first) return this.symbols[index + (code - first)];
        index += count;
        first = (first + count) << 1;
        code <<= 1;
      }
      throw new Error("a file of the index is damaged");
    }
  }

  const FIXED = [
    new Code(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))),
    new Code(new Array(30).fill(5)),
  ];

  function dynamicCodes(bits) {
    const literals = bits.take(5) + 257;
    const distances = bits.take(5) + 1;
    const used = bits.take(4) + 4;
    const short = new Array(19).fill(0);
    for (let i = 0; i < used; i++) short[ORDER[i]] = bits.take(3);
    const code = new Code(short);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const symbol = code.read(bits);
      if (symbol < 16) lengths.push(symbol);
      else {
        const repeated = symbol === 16 ? lengths[lengths.length - 1] : 0;
        const times = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
        for (let i = 0; i < times; i++) lengths.push(repeated);
      }
    }
    return [new Code(lengths.slice(0, literals)), new Code(lengths.slice(literals))];
  }

  class Output {
    constructor(size) {
      this.bytes = new Uint8Array(size);
      this.length = 0;
    }

    room(more) {
      if (this.length + more <= this.bytes.length) return;
      const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }

    copy(distance, length) {
      this.room(length);
      for (let i = 0; i < length; i++, this.length++) this.bytes[this.length] = this.bytes[this.length - distance];
    }
  }

  function stored(bits, output) {
    bits.toByte();
    const size = bits.take(16);
    bits.take(16);
    output.room(size);
    output.bytes.set(bits.data.subarray(bits.at, bits.at + size), output.length);
    bits.at += size;
    output.length += size;
  }

  function block([literals, distances], bits, output) {
    for (let symbol = literals.read(bits); symbol !== END; symbol = literals.read(bits)) {
      if (symbol < END) {
        output.room(1);
        output.bytes[output.length++] = symbol;
        continue;
      }
      const length = LENGTHS[symbol - 257] + bits.take(LENGTH_BITS[symbol - 257]);
      const code = distances.read(bits);
      output.copy(distanceBase(code) + bits.take(distanceBits(code)), length);
    }
  }

  function inflate(data) {
    const bits = new Bits(data);
    const output = new Output(data.length * 4);
    for (let last = false; !last; ) {
      last = bits.take(1) === 1;
      const kind = bits.take(2);
      if (kind === 0) stored(bits, output);
      else block(kind === 1 ? FIXED : dynamicCodes(bits), bits, output);
    }
    return output.bytes.subarray(0, output.length);
  }

  root.digestInflate = inflate;
})(self);
