// Where what was typed stands nowhere: what comes near it, and is said to do so. Pages whose own unit, period and kind
// hold most of it, as of a title from memory; and pages that hold it in pieces, none of them too small to mean anything.

import { folded } from "./search-text.js"

const LONGEST = 12 // characters of a piece
const PIECES = 12 // a word that falls into more is too far from what was meant
const MOST = 3 / 4 // of the pairs of what was typed, to be held by a page's facts
const RARE = 1 / 4 // of all pages: what more of them hold tells none
const ATOM = /\d+(?:[.,]\d+)*%?|[a-z]+|./gsu // numbers and Latin words are not cut
const SAYS = /[\p{L}\p{N}]/u

// The ways to cut the words, one after the other, since each costs reading: lists of pieces; none where nothing of
// substance is left.
export async function* cuts(bundles, words) {
  let before = ""
  for (const backwards of [false, true]) {
    const lists = await Promise.all(words.map(word => piecesOf(bundles, word, backwards)))
    const pieces = [...new Set(lists.flat())].sort()
    if (lists.every(list => list) && pieces.length && pieces.join() !== before) yield pieces
    before = pieces.join()
  }
}

// A word in the longest pieces that stand somewhere, from one end to the other; null where one of them would be a
// single character, which says too little, or stands nowhere. What is no letter or digit may be left out.
async function piecesOf(bundles, word, backwards) {
  const atoms = word.match(ATOM), pieces = []
  if (backwards) atoms.reverse()
  const holds = async (bundle, piece) => (await bundle.phrase(piece)).length > 0
  const of = (at, size) => (backwards ? atoms.slice(at, at + size).reverse() : atoms.slice(at, at + size)).join("")
  async function stands(at, size) {
    const [first, ...others] = bundles, piece = of(at, size)
    return await holds(first, piece) || (await Promise.all(others.map(bundle => holds(bundle, piece)))).some(Boolean)
  }
  for (let at = 0; at < atoms.length;) {
    const rest = Math.min(LONGEST, atoms.length - at)
    let size = 0
    while (size + 2 <= rest && await stands(at, size + 2)) size += 2
    if (size < rest && await stands(at, size + 1)) size++
    const piece = of(at, size || 1), empty = !SAYS.test(piece)
    if (!empty && (!size || pieces.length === PIECES || (piece !== word && Array.from(piece).length < 2))) return null
    if (!empty) pieces.push(piece)
    at += size || 1
  }
  return pieces
}

// The pages whose facts hold most of the words' pairs of characters: [{bundle, facts, page, share, own}…], `own` being
// the facts in normal form.
export async function alike(known, bundles, words) {
  const pairs = [...new Set(words.flatMap(pairsOf))]
  if (pairs.length < FEWEST) return []
  const names = namesOf(known), rests = new Map(), said = new Map(), pages = []
  for (const bundle of bundles) {
    const facts = await bundle.facts(), { columns, values } = facts
    for (let page = 0; page < columns.unit.length; page++) {
      const [unit, period, kind] = ["unit", "period", "kind"].map(name => values[name][columns[name][page]])
      if (!names.has(unit)) continue
      const key = `${unit} ${period} ${kind}`
      if (!said.has(key)) {
        const rest = `${known.periods[period]?.[0] || ""}${kind}`
        if (!rests.has(rest)) rests.set(rest, folded(rest))
        const text = names.get(unit).map(name => name + rests.get(rest)).join("\n")
        said.set(key, pairs.filter(pair => text.includes(pair)))
      }
      const own = () => [...names.get(unit), folded(known.periods[period]?.[0] || ""), kind].join("\n")
      pages.push({ bundle, facts, page, held: said.get(key), own })
    }
  }
  const often = new Map(pairs.map(pair => [pair, 0]))
  for (const { held } of pages) for (const pair of held) often.set(pair, often.get(pair) + 1)
  return pages.filter(({ held }) => held.length >= MOST * pairs.length &&
    held.filter(pair => often.get(pair) <= RARE * pages.length).length > 1)
    .map(({ bundle, facts, page, held, own }) => ({ bundle, facts, page, share: held.length / pairs.length, own: own() }))
}

const FEWEST = 3 // pairs that say something
const pairsOf = word => Array.from(word).map((one, at, every) => one + (every[at + 1] || "")).slice(0, -1)

// All names that a unit bears and has borne, in normal form.
function namesOf(known) {
  const groups = known.words.filter(([kind]) => kind === "曾用名").map(([, ...names]) => names)
  return new Map(Object.entries(known.units).map(([id, [name]]) =>
    [id, [...new Set([name, ...groups.filter(names => names.includes(name)).flat()])].map(folded)]))
}

// The longest pieces of the words, of two characters and more, that the text, in normal form, holds.
export function sharedWith(text, words) {
  const pieces = new Set()
  for (const word of words) {
    const characters = Array.from(word)
    for (let at = 0; at < characters.length;) {
      let size = 1
      while (at + size < characters.length && text.includes(characters.slice(at, at + size + 1).join(""))) size++
      if (size > 1) pieces.add(characters.slice(at, at + size).join(""))
      at += size
    }
  }
  return [...pieces]
}
