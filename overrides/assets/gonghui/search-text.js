// Text as search compares it: the same normal form as gonghui/search/normal.py, and what is shown of a hit.

const SPACE = /\p{White_Space}+/gu, INVISIBLE = /\p{Cf}+/gu
// What NFKC may join with the character before it: marks, the half-width ones of kana, the parts of Hangul; and what
// is invisible between them.
const JOINED = "\\p{M}\\p{Cf}\\u1160-\\u11ff\\u3131-\\u318e\\uff9e-\\uffdc"
const CLUSTER = new RegExp(`[^${JOINED}][${JOINED}]*|[${JOINED}]+`, "gu")

let simplified = new Map()

// `pairs`: each traditional character followed by its simplified one.
export function learn(pairs) {
  const characters = Array.from(pairs)
  simplified = new Map()
  for (let i = 0; i + 1 < characters.length; i += 2) simplified.set(characters[i], characters[i + 1])
}

export function folded(text) {
  const lowered = text.replace(INVISIBLE, "").normalize("NFKC").toLowerCase().replace(/ς/gu, "σ")
  let done = ""
  for (const character of lowered) done += simplified.get(character) ?? character
  return done.replace(SPACE, "")
}

// The normal form, and for each of its code units where it comes from in the text: [form, starts, ends].
export function foldedWithPlaces(text) {
  let form = ""
  const starts = [], ends = []
  for (const match of text.matchAll(CLUSTER)) {
    const part = folded(match[0])
    for (let i = 0; i < part.length; i++) {
      starts.push(match.index)
      ends.push(match.index + match[0].length)
    }
    form += part
  }
  return [form, starts, ends]
}

const QUOTED = /^["“”‘’„«「『]([^"“”‘’„«»「」『』]+)["“”‘’»」』]$/u
const WORD = /(?<!\P{White_Space})["“”＂「『][^"“”＂「」『』]+["“”＂」』](?!\P{White_Space})|\P{White_Space}+/gu

// A word without the quotation marks in which it stands as a whole.
export const unquoted = word => word.replace(QUOTED, "$1")

// What is to be found, in normal form: words with white space between them, a phrase in quotation marks being one.
export const wordsOf = query => [...new Set((query.match(WORD) || []).map(folded).filter(Boolean))]

// Where any of the words, in normal form, stand in the text: [[start, end]…], in order, none in another.
export function places(text, words) {
  const [form, starts, ends] = foldedWithPlaces(text), found = []
  for (const word of words) {
    for (let at = form.indexOf(word); word && at >= 0; at = form.indexOf(word, at + 1)) {
      found.push([starts[at], ends[at + word.length - 1]])
    }
  }
  found.sort((one, two) => one[0] - two[0] || two[1] - one[1])
  const kept = []
  for (const range of found) {
    const last = kept[kept.length - 1]
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1])
    else kept.push(range)
  }
  return kept
}

const BEFORE = 24, WHOLE = 110

// A piece of the text around the first hit of these words, cut at neither end of a short text: {text, marks}; marked
// is what stands in it of all words.
export function excerpt(text, words, all = words, whole = WHOLE) {
  const marks = places(text, all), [sought] = places(text, words)
  const first = sought ? sought[0] : 0
  let start = text.length <= whole ? 0 : Math.max(0, first - BEFORE)
  const sentence = text.lastIndexOf("。", first) + 1
  if (start && sentence > start - BEFORE && sentence <= first) start = sentence
  const end = Math.min(text.length, Math.max(start + whole, sought ? sought[1] : 0))
  const head = start ? "…" : "", tail = end < text.length ? "…" : ""
  const moved = head.length - start
  return {
    text: head + text.slice(start, end) + tail,
    marks: marks.filter(([from]) => from < end && from >= start)
      .map(([from, to]) => [from + moved, Math.min(to, end) + moved]),
  }
}
