// The index as it lies in files (gonghui/search): read in parts, each once, and what stands where.

const HERE = new URL("../../search/", import.meta.url)
const SECOND = 2 ** 21 // a pair is one number: its first character's code times this, and its second's
const kept = new Map()

export class Unreadable extends Error {}

function read(path, stamp) {
  const address = new URL(`${path}.bin${stamp ? `?v=${stamp}` : ""}`, HERE)
  if (!kept.has(address.href)) {
    const got = fetched(address)
    kept.set(address.href, got)
    got.catch(() => kept.delete(address.href)) // another try may do
  }
  return kept.get(address.href)
}

async function fetched(address) {
  try {
    const answer = await fetch(address)
    if (!answer.ok) throw new Error(`${answer.status}`)
    const unpacked = answer.body.pipeThrough(new DecompressionStream("deflate"))
    return new Uint8Array(await new Response(unpacked).arrayBuffer())
  } catch (error) {
    throw new Unreadable(`${address.pathname}: ${error.message}`)
  }
}

async function json(path, stamp) {
  return JSON.parse(new TextDecoder().decode(await read(path, stamp)))
}

export const simplifiedPairs = () => json("simplified")

let known
// What all bundles have in common, and the bundles.
export function site() {
  known = known || json("index").then(index => ({
    ...index,
    bundles: index.bundles.map(([id, years, count, stamp], order) => new Bundle(id, years, count, stamp, order)),
  }))
  known.catch(() => { known = null })
  return known
}

class Bundle {
  constructor(id, years, count, stamp, order) {
    Object.assign(this, { id, years, count, stamp, order })
    this.lists = new Map()
  }

  facts() {
    this.ready = this.ready || json(`${this.id}/facts`, this.stamp).then(facts => {
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
    const bytes = await read(`${this.id}/pairs-${number}`, this.stamp)
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

  // Where a phrase in normal form begins.
  async phrase(word) {
    const codes = Array.from(word, character => character.codePointAt(0))
    if (codes.length < 2) return this.character(codes[0])
    const offsets = []
    for (let at = 0; at + 1 < codes.length; at += 2) offsets.push(at)
    if (codes.length % 2) offsets.push(codes.length - 2)
    const lists = await Promise.all(offsets.map(at => this.pair(codes[at], codes[at + 1])))
    const rarest = lists.reduce((best, list, n) => (list.length < lists[best].length ? n : best), 0)
    let found = lists[rarest].map(place => place - offsets[rarest])
    if (offsets[rarest]) found = found.filter((_, n) => lists[rarest][n] >= offsets[rarest])
    lists.forEach((list, n) => { if (n !== rarest) found = both(found, list, offsets[n]) })
    return found
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
    const bytes = await read(`${this.id}/texts-${number}`, this.stamp)
    bytes.pages = bytes.pages || JSON.parse(new TextDecoder().decode(bytes))
    return bytes.pages
  }
}

const NONE = new Uint32Array(0)

// The number of the last entry that is not larger than the key; -1 for none.
function lastUpTo(entries, key) {
  let low = 0, high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (entries[middle] <= key) low = middle + 1
    else high = middle
  }
  return low - 1
}

// A number of seven bits a byte, the low ones first: [number, where the next begins].
function number(bytes, at) {
  let value = 0, scale = 1
  while (bytes[at] > 127) {
    value += (bytes[at++] & 127) * scale
    scale *= 128
  }
  return [value + bytes[at] * scale, at + 1]
}

// By pair: where its places begin and end in the bytes.
function tableOf(bytes) {
  const rows = []
  let [count, at] = number(bytes, 0), first = 0
  for (let row = 0; row < count; row++) {
    let step, second, size
    ;[step, at] = number(bytes, at)
    ;[second, at] = number(bytes, at)
    ;[size, at] = number(bytes, at)
    first += step
    rows.push([first * SECOND + second, size])
  }
  return new Map(rows.map(([key, size]) => [key, [at, (at += size)]]))
}

function placesIn(bytes, start, end) {
  let count = 0
  for (let at = start; at < end; at++) if (bytes[at] < 128) count++
  const places = new Uint32Array(count)
  let place = 0, value = 0, shift = 0, filled = 0
  for (let at = start; at < end; at++) {
    value |= (bytes[at] & 127) << shift
    if (bytes[at] > 127) { shift += 7; continue }
    place += value
    places[filled++] = place
    value = shift = 0
  }
  return places
}

// Those beginnings from which the other list has a place at that distance; both in ascending order.
function both(beginnings, places, distance) {
  const found = []
  let at = 0
  for (const begin of beginnings) {
    const wanted = begin + distance
    while (at < places.length && places[at] < wanted) at++
    if (places[at] === wanted) found.push(begin)
  }
  return Uint32Array.from(found)
}
