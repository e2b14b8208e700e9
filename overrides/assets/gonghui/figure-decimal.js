// Exact decimals: {n, p} is n / 10^p, n a BigInt, p as small as may be. No floating point anywhere.

const DIGITS = 50 // significant digits of a quotient, as in gonghui/figure.py

const ten = power => 10n ** BigInt(power)

function plain(n, p) {
  while (p > 0 && n % 10n === 0n) {
    n /= 10n
    p -= 1
  }
  return { n, p }
}

// The number of a text of Arabic digits: 1,234.50
export function decimal(text) {
  const [whole, tail = ""] = text.replace(/,/g, "").split(".")
  const n = BigInt((whole.replace("-", "") || "0") + tail)
  return plain(whole.startsWith("-") ? -n : n, tail.length)
}

export const ZERO = decimal("0")

// The number as plain text: -12.5
export function textOf({ n, p }) {
  const digits = `${n < 0n ? -n : n}`.padStart(p + 1, "0"), at = digits.length - p
  return `${n < 0n ? "-" : ""}${digits.slice(0, at)}${p ? `.${digits.slice(at)}` : ""}`
}

export function plus(a, b) {
  const p = Math.max(a.p, b.p)
  return plain(a.n * ten(p - a.p) + b.n * ten(p - b.p), p)
}

export const negative = a => ({ n: -a.n, p: a.p })

export const minus = (a, b) => plus(a, negative(b))

export const times = (a, b) => plain(a.n * b.n, a.p + b.p)

// Below, at or above 0, as a sort wants it.
export function compare(a, b) {
  const { n } = minus(a, b)
  return n < 0n ? -1 : n > 0n ? 1 : 0
}

// One at the place of the last non-zero digit: 500 → 100, 1.5 → 0.1, 12 → 1.
export function stepOf({ n, p }) {
  if (p) return { n: 1n, p }
  let step = 1n
  while (n && n % (step * 10n) === 0n) step *= 10n
  return { n: step, p: 0 }
}

// a / b of two numbers that are not below 0, to 50 significant digits, the last rounded half to even.
export function quotient(a, b) {
  if (a.n === 0n) return ZERO
  const top = a.n * ten(b.p), below = b.n * ten(a.p)
  let places = DIGITS - (`${top}`.length - `${below}`.length)
  if ((top * ten(Math.max(places, 0))) / (below * ten(Math.max(-places, 0))) >= ten(DIGITS)) places -= 1
  const up = top * ten(Math.max(places, 0)), down = below * ten(Math.max(-places, 0))
  let n = up / down
  const twice = (up % down) * 2n
  if (twice > down || (twice === down && n % 2n)) n += 1n
  return places < 0 ? { n: n * ten(-places), p: 0 } : plain(n, places)
}

// To so many places, half-up away from 0.
export function rounded(a, places) {
  if (a.p <= places) return a
  const cut = ten(a.p - places), size = a.n < 0n ? -a.n : a.n
  const n = (size * 2n + cut) / (cut * 2n)
  return plain(a.n < 0n ? -n : n, places)
}
