// Search over the whole site, for its own page and for others:
//
//   import { search } from "…/assets/gonghui/search.js"
//   const { total, exact, looser, results, facets } = await search("职代会", { filters: { year: ["2024"] } })
//
// `results` are {url, title, excerpt, marks, forms, heading, anchor, kind, unit, period, via}; `forms` are what was
// found, in normal form; `total` counts them all, `exact` those that hold every word as it is typed, which come
// first; `via` says by which word of the same meaning another was found. `looser` is true where nothing held the
// words, in whatever year, and pages are given that hold all their pieces, anywhere. `sort`: "relevance" or "newest". `filters`: lists by the names of FACETS.
// It throws Unreadable where the index cannot be read.

import { Unreadable, renewed, simplifiedPairs, site } from "./search-index.js"
import { excerpt, folded, learn } from "./search-text.js"

export { Unreadable }
export const FACETS = ["kind", "year", "period_kind", "unit_type", "unit", "category", "status"]
const LONGEST = 12 // characters of a piece that is looked for where the whole stands nowhere
const PIECES = 12 // a word that falls into more is too far from what was meant
const OURS = "gh-" // how the anchors of what the program wrote begin: the author's own words go before
const TOP = new URL("../../", import.meta.url)

let learned
export async function ready() {
  learned = learned || simplifiedPairs().then(learn)
  learned.catch(() => { learned = null })
  await learned
}

export async function search(query, options = {}) {
  const [known] = await Promise.all([site(), ready()])
  try {
    return await answer(known, query, options)
  } catch (error) {
    if (!(error instanceof Unreadable) || !await renewed(known).catch(() => false)) throw error
    return answer(await site(), query, options) // the site was published anew while its page was open
  }
}

async function answer(known, query, { filters = {}, sort = "relevance", limit = 10, offset = 0 }) {
  const words = [...new Set(query.split(/\p{White_Space}+/u).map(folded).filter(Boolean))]
  if (!words.length) return { total: 0, exact: 0, looser: false, results: [], facets: {}, words: [] }
  const wanted = known.bundles.filter(({ years }) => !filters.year?.length || years.some(year => filters.year.includes(year)))
  const groups = words.map(word => [word, ...alternatives(known, word)])
  let pages = (await Promise.all(wanted.map(bundle => matches(bundle, groups)))).flat()
  let looser = false
  const others = known.bundles.filter(bundle => !wanted.includes(bundle))
  // what stands in another year alone is not looked for in pieces in this one
  if (!pages.length && !(await Promise.all(others.map(bundle => matches(bundle, groups)))).flat().length) {
    looser = true
    const pieces = [...new Set((await Promise.all(words.map(word => piecesOf(known.bundles, word)))).flat())]
    if (pieces.every(Boolean)) {
      pages = (await Promise.all(wanted.map(bundle => matches(bundle, pieces.map(piece => [piece]))))).flat()
    }
  }
  for (const page of pages) page.values = valuesOf(known, page)
  const facets = counted(pages, filters)
  const kept = pages.filter(page => passes(page, filters))
  kept.sort(sort === "newest" ? newest : relevant)
  const results = await Promise.all(kept.slice(offset, offset + limit).map(page => shown(known, page)))
  return { total: kept.length, exact: looser ? 0 : kept.filter(page => !page.via).length, looser, results, facets, words }
}

// Words of the same meaning: [[word, 同义词]…]. A word that holds one finds what holds the other in its place.
function alternatives({ words }, word) {
  const found = new Map()
  for (const [kind, ...same] of words) {
    const forms = same.map(folded)
    for (const form of forms) {
      if (!word.includes(form)) continue
      forms.forEach((other, n) => {
        const turned = word.split(form).join(other)
        if (other !== form && !turned.includes(word) && !found.has(turned)) found.set(turned, { form: turned, kind, said: same[n] })
      })
    }
  }
  // a table sets 7402 as 7,402
  const grouped = word.replace(/\d{4,}/g, digits => digits.replace(/\B(?=(\d{3})+$)/g, ","))
  if (grouped !== word) found.set(grouped, { form: grouped, kind: "数字写法", said: grouped })
  return [...found.values()]
}

// A word in the longest pieces that stand somewhere, from left to right; [""] where one of its characters does not.
async function piecesOf(bundles, word) {
  const characters = Array.from(word), pieces = []
  const holds = async (bundle, piece) => (await bundle.phrase(piece)).length > 0
  async function stands(at, size) {
    const piece = characters.slice(at, at + size).join(""), [first, ...others] = bundles
    return await holds(first, piece) || (await Promise.all(others.map(bundle => holds(bundle, piece)))).some(Boolean)
  }
  for (let at = 0; at < characters.length;) {
    const rest = Math.min(LONGEST, characters.length - at)
    let size = 0
    while (size + 2 <= rest && await stands(at, size + 2)) size += 2
    if (size < rest && await stands(at, size + 1)) size++
    if (!size || pieces.length === PIECES) return [""]
    pieces.push(characters.slice(at, at += size).join(""))
  }
  return pieces
}

// The pages of a bundle that hold one of each group: a word as it is typed, or another in its place.
async function matches(bundle, groups) {
  const facts = await bundle.facts()
  let found = null
  for (const [word, ...others] of groups) {
    const here = new Map()
    const lists = await Promise.all([word, ...others.map(other => other.form)].map(form => bundle.phrase(form)))
    for (const [n, list] of lists.entries()) {
      for (const [page, places] of await bundle.pages(list)) {
        if (!here.has(page)) here.set(page, { places, via: n ? [others[n - 1]] : [] })
        else if (!here.get(page).via.length && n) continue // found as it is typed
        else here.get(page).via.push(others[n - 1])
      }
    }
    if (found === null) found = here
    else {
      for (const [page, one] of found) {
        const two = here.get(page)
        if (!two) found.delete(page)
        else found.set(page, { places: [...one.places, ...two.places], via: [...one.via, ...two.via] })
      }
    }
    if (!found.size) return []
  }
  const { begins, columns } = facts
  return Array.from(found, ([page, { places, via }]) => ({
    bundle, facts, page, places,
    via: via.length ? via : null,
    forms: groups.map(([word]) => word).concat(via.map(other => other.form)),
    score: (via.length ? 0 : 1000)
      + (places.some(place => place < begins[page] + columns.heads[page]) ? 4 : 0)
      + Math.log2(1 + places.length),
  }))
}

const newest = (one, two) => one.bundle.order - two.bundle.order || one.page - two.page
const relevant = (one, two) => two.score - one.score || newest(one, two)

function valuesOf(known, { facts, page }) {
  const { columns, values } = facts
  const of = name => values[name][columns[name][page]]
  const unit = known.units[of("unit")], period = known.periods[of("period")]
  return {
    kind: [of("kind")],
    year: of("year") ? [of("year")] : [],
    period_kind: period ? [known.kinds[period[1]]] : [],
    unit_type: unit ? [known.types[unit[1]]] : [],
    unit: unit ? [of("unit")] : [],
    category: columns.categories[page].map(n => values.categories[n]),
    status: of("status") ? [of("status")] : [],
  }
}

const passes = (page, filters, but) => FACETS.every(name =>
  name === but || !filters[name]?.length || page.values[name].some(value => filters[name].includes(value)))

// How many pages each value would give beside the other facets' choice: {facet: [[value, count]…]}.
function counted(pages, filters) {
  const facets = {}
  for (const name of FACETS) {
    const counts = new Map()
    for (const page of pages) {
      if (!passes(page, filters, name)) continue
      for (const value of page.values[name]) counts.set(value, (counts.get(value) || 0) + 1)
    }
    facets[name] = [...counts]
  }
  return facets
}

async function shown(known, { bundle, facts, page, places, via, forms }) {
  const { title, blocks } = await bundle.text(page), { columns, values } = facts
  const held = blocks.filter(block => places.some(place => place >= block.begin && place < block.end))
  // a sentence says more than a table's row or a unit's name
  const sentences = held.filter(({ kind, text }) => kind === TEXT && text.includes("。"))
  const block = sentences.find(({ anchor }) => !anchor.startsWith(OURS)) || sentences[0] || held.find(({ kind }) => kind) || held[0]
  const heading = blocks.find(({ kind, anchor }) => !kind && anchor === block.anchor)
  const { text, marks } = excerpt(rowOf(blocks, block), forms)
  const unit = known.units[values.unit[columns.unit[page]]]
  const period = known.periods[values.period[columns.period[page]]]
  const address = columns.address[page]
  return {
    url: new URL(address + (block.anchor ? `#${encodeURIComponent(block.anchor)}` : ""), TOP).href,
    title, excerpt: text, marks, forms,
    heading: heading && heading !== block ? heading.text : "",
    anchor: block.anchor,
    kind: values.kind[columns.kind[page]],
    unit: unit ? unit[0] : "", period: period ? period[0] : "",
    via: via ? [...new Set(via.map(({ kind, said }) => `${kind}：${said}`))] : [],
    more: held.length - 1,
  }
}

const TEXT = 1, ROW = 2, CELL = 3
// Of a table's cell the whole row, so that a number does not stand alone.
function rowOf(blocks, block) {
  if (block.kind !== ROW && block.kind !== CELL) return block.text
  let start = blocks.indexOf(block), end = start + 1
  while (start > 0 && blocks[start].kind === CELL) start--
  while (end < blocks.length && blocks[end].kind === CELL) end++
  return blocks.slice(start, end).map(({ text }) => text).join("　")
}
