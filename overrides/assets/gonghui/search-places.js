// The lists of places as the index packs them (gonghui/search/postings.py), and what is done with them.

export const SECOND = 2 ** 21 // a pair is one number: its first character's code times this, and its second's
export const NONE = new Uint32Array(0)

// The number of the last entry that is not larger than the key; -1 for none.
export function lastUpTo(entries, key) {
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
export function tableOf(bytes) {
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

export function placesIn(bytes, start, end) {
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
export function both(beginnings, places, distance) {
  const found = []
  let at = 0
  for (const begin of beginnings) {
    const wanted = begin + distance
    while (at < places.length && places[at] < wanted) at++
    if (places[at] === wanted) found.push(begin)
  }
  return Uint32Array.from(found)
}

// Where what has its second part at these places begins, at that distance before them.
export function beginnings(places, distance) {
  return distance ? places.filter(place => place >= distance).map(place => place - distance) : places
}
