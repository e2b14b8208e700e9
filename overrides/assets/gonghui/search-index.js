// The index as it lies in files (gonghui/search): read in parts, each once, and what stands where. The files of
// a bundle have an address for what they hold: what is read of one is never mixed with what is read of another.

import { NONE, SECOND, beginnings, both, lastUpTo, placesIn, tableOf } from "./search-places.js"
import { folded } from "./search-text.js"

const HERE = new URL("../../search/", import.meta.url)
const FEW = 4 // pairs of a phrase that are read at once: those of most; of a long one the next may not be needed
const TEXTS = 12 // parts of texts that are read in the place of further pairs
const kept = new Map()

export class Unreadable extends Error {}

function read(path) {
  if (!kept.has(path)) {
    const got = fetched(path)
    kept.set(path, got)
    got.catch(() => kept.delete(path)) // another try may do
  }
  return kept.get(path)
}

async function fetched(path, options) {
  const address = new URL(`${path}.bin`, HERE)
  try {
    const answer = await fetch(address, options)
    if (!answer.ok) throw new Error(`${answer.status}`)
    const unpacked = answer.body.pipeThrough(new DecompressionStream("deflate"))
    return new Uint8Array(await new Response(unpacked).arrayBuffer())
  } catch (error) {
    throw new Unreadable(`${address.pathname}: ${error.message}`)
  }
}

const parsed = bytes => JSON.parse(new TextDecoder().decode(bytes))
const NEW = { cache: "no-cache" } // what keeps its address: the browser asks whether its copy still holds

export const simplifiedPairs = async () => parsed(await fetched("simplified", NEW))

let known
// What all bundles have in common, and the bundles.
export function site() {
  known = known || published()
  known.catch(() => { known = null })
  return known
}

async function published() {
  const index = parsed(await fetched("index", NEW))
  return {
    ...index,
    stamps: index.bundles.map(([, , , stamp]) => stamp).join(),
    bundles: index.bundles.map(([id, years, count, stamp], order) => new Bundle(`${id}-${stamp}`, years, count, order)),
  }
}

// Whether the site was published anew after `used` was read, so that its files may be gone.
export async function renewed(used) {
  const now = await published()
  if (now.stamps === used.stamps) return false
  if ((await site()).stamps !== now.stamps) {
    known = Promise.resolve(now)
    kept.clear()
  }
  return true
}

class Bundle {
  constructor(folder, years, count, order) {
    Object.assign(this, { folder, years, count, order })
    this.lists = new Map()
  }

  facts() {
    this.ready = this.ready || read(`${this.folder}/facts`).then(bytes => {
      const facts = parsed(bytes)
      const { columns } = facts
      const begins = new Uint32Array(columns.places.length + 1)
      columns.places.forEach((size, page) => { begins[page + 1] = begins[page] + size })
      const firsts = facts.pairs.map(pair => {
        const [one, two] = Array.from(pair, character => character.codePointAt(0))
        return one * SECOND + two
      })
      return { ...facts, begins, firsts }
    })
    this.ready.catch(() => { this.ready = null })
    return this.ready
  }

  async part(number) {
    const bytes = await read(`${this.folder}/pairs-${number}`)
    if (!bytes.table) bytes.table = tableOf(bytes)
    return bytes
  }

  // Where a pair of characters stands: places in ascending order.
  async pair(one, two) {
    const { firsts } = await this.facts(), key = one * SECOND + two
    const number = lastUpTo(firsts, key)
    if (number < 0) return NONE
    if (!this.lists.has(key)) {
      const part = await this.part(number), at = part.table.get(key)
      this.lists.set(key, at ? placesIn(part, at[0], at[1]) : NONE)
    }
    return this.lists.get(key)
  }

  // Where a single character stands: wherever a pair begins with it.
  async character(code) {
    const { firsts } = await this.facts(), from = code * SECOND, to = from + SECOND
    const numbers = []
    for (let n = Math.max(0, lastUpTo(firsts, from)); n < firsts.length && firsts[n] < to; n++) numbers.push(n)
    const parts = await Promise.all(numbers.map(number => this.part(number)))
    const lists = []
    for (const part of parts) {
      for (const [key, [start, end]] of part.table) {
        if (key >= from && key < to) lists.push(placesIn(part, start, end))
      }
    }
    const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0))
    let filled = 0
    for (const list of lists) { all.set(list, filled); filled += list.length }
    return all.sort()
  }

  // Where a phrase in normal form begins. Of a long one some pairs are looked for; where few pages are
  // left, their texts, which will be shown, tell the rest.
  async phrase(word) {
    if (word.includes("\0")) return NONE // that is how a block ends, no character of it
    const codes = Array.from(word, character => character.codePointAt(0))
    if (codes.length < 2) return this.character(codes[0])
    const offsets = []
    for (let at = 0; at + 1 < codes.length; at += 2) offsets.push(at)
    if (codes.length % 2) offsets.push(codes.length - 2)
    const times = Math.ceil(offsets.length / FEW)
    let found = null
    for (let turn = 0; turn < times; turn++) {
      if (found && (await this.textParts(found)).size <= TEXTS) return this.holding(found, word)
      const some = offsets.filter((_, n) => n % times === turn) // from all over the phrase: sentences begin alike
      const lists = await Promise.all(some.map(at => this.pair(codes[at], codes[at + 1])))
      const rarestFirst = some.map((at, n) => [lists[n], at]).sort(([one], [two]) => one.length - two.length)
      for (const [list, at] of rarestFirst) found = found ? both(found, list, at) : beginnings(list, at)
      if (!found.length) return NONE
    }
    return found
  }

  // Which parts of the texts hold the pages of these places.
  async textParts(places) {
    const { texts } = await this.facts()
    return new Set([...(await this.pages(places)).keys()].map(page => lastUpTo(texts, page)))
  }

  // Those of the places whose block holds the word.
  async holding(places, word) {
    const lists = await Promise.all(Array.from(await this.pages(places), async ([page, list]) => {
      const { blocks } = await this.text(page)
      const holds = blocks.filter(({ text }) => folded(text).includes(word))
      return [...list].filter(place => holds.some(({ begin, end }) => place >= begin && place < end))
    }))
    return Uint32Array.from(lists.flat())
  }

  // Which page each place is of: a Map from page to its places.
  async pages(places) {
    const { begins } = await this.facts(), found = new Map()
    let page = 0
    for (const place of places) {
      while (begins[page + 1] <= place) page++
      if (found.has(page)) found.get(page).push(place)
      else found.set(page, [place])
    }
    return found
  }

  // What a page says: {title, blocks: [{kind, anchor, text, begin, end}]}, places counted in the bundle.
  async text(page) {
    const { texts, begins } = await this.facts()
    const number = lastUpTo(texts, page)
    const [title, anchors, blocks] = (await this.textPart(number))[page - texts[number]]
    let at = begins[page]
    return {
      title,
      blocks: blocks.map(([kind, anchor, text, size]) => ({
        kind, anchor: anchors[anchor], text, begin: at, end: (at += size),
      })),
    }
  }

  async textPart(number) {
    const bytes = await read(`${this.folder}/texts-${number}`)
    bytes.pages = bytes.pages || parsed(bytes)
    return bytes.pages
  }
}
