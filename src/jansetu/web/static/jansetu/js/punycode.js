// The ASCII form of a label of a host name (RFC 3492), for its length alone; checks nothing.
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_POINT = 128;

const adapted = (delta, points, isFirst) => {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / points);
  let steps = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; steps += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return steps + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
};

const digitsOf = (delta, bias) => {
  let count = 1;
  for (let step = BASE; ; step += BASE, count += 1) {
    const threshold = Math.min(Math.max(step - bias, T_MIN), T_MAX);
    if (delta < threshold) return count;
    delta = Math.floor((delta - threshold) / (BASE - threshold));
  }
};

/** How many ASCII signs the encoded label has, without "xn--". */
export function encodedLength(label) {
  const points = [...label].map((sign) => sign.codePointAt(0));
  const plain = points.filter((point) => point < FIRST_POINT).length;
  let [length, done, delta, bias, last] = [plain ? plain + 1 : 0, plain, 0, FIRST_BIAS, FIRST_POINT];
  while (done < points.length) {
    const next = Math.min(...points.filter((point) => point >= last));
    delta += (next - last) * (done + 1);
    for (const point of points) {
      if (point < next) delta += 1;
      if (point !== next) continue;
      length += digitsOf(delta, bias);
      bias = adapted(delta, done + 1, done === plain);
      [delta, done] = [0, done + 1];
    }
    [delta, last] = [delta + 1, next + 1];
  }
  return length;
}
