// Search over the whole site, for its own page and for others:
//
//   import { search } from "…/assets/gonghui/search.js"
//   const { total, exact, looser, results, facets } = await search("职代会", { filters: { year: ["2024"] } })
//
// What goes in and what comes out, name by name: CONTRIBUTING.md. Pages that hold every word as it is typed come first,
// then those that hold another word in its place, then the guide's, unless the words stand in their title; `looser` is
// true where nothing held the words, in whatever year, and pages are given that come near them. It throws TypeError at
// options that there are none, Unreadable where the index cannot be read.

import { Unreadable, renewed, simplifiedPairs, site } from "./search-index.js"
import { alike, cuts, sharedWith } from "./search-looser.js"
import { excerpt, folded, learn, wordsOf } from "./search-text.js"
import { alternatives } from "./search-wider.js"

export { Unreadable }
const OTHERS = ["单位", "指标", "指南", "其他"] // kinds of pages that are no summaries
const GUIDE = "指南"
export const FACETS = ["kind", "year", "period_kind", "unit_type", "unit", "category", "status"]
const OURS = /^gh-(?!text$)/ // the anchors of what the program wrote: the author's own words go before
const BEGINNING = 24 // characters by which the block that is shown is found again on its page
const SORTS = ["relevance", "newest"]
const TOP = new URL("../../", import.meta.url)

let learned
export async function ready() {
  learned = learned || simplifiedPairs().then(learn)
  learned.catch(() => { learned = null })
  await learned
}

export async function search(query, options) {
  options = checked(options)
  const [known] = await Promise.all([site(), ready()])
  try {
    return await answer(known, `${query ?? ""}`, options)
  } catch (error) {
    if (!(error instanceof Unreadable) || !await renewed(known).catch(() => false)) throw error
    return answer(await site(), `${query ?? ""}`, options) // the site was published anew while its page was open
  }
}

// The options, each filter as a list of strings. A value that no page has finds nothing; another name is a mistake.
function checked(options) {
  const { filters, sort = "relevance", limit = 10, offset = 0 } = options || {}
  const unknown = Object.keys(filters || {}).find(name => !FACETS.includes(name))
  if (unknown !== undefined) throw new TypeError(`filters: "${unknown}" is none of ${FACETS.join(", ")}`)
  if (!SORTS.includes(sort)) throw new TypeError(`sort: "${sort}" is none of ${SORTS.join(", ")}`)
  const lists = Object.entries(filters || {}).map(([name, values]) => [name, [values ?? []].flat().map(String)])
  return { filters: Object.fromEntries(lists), sort, limit, offset }
}

async function answer(known, query, { filters, sort, limit, offset }) {
  const words = wordsOf(query)
  if (!words.length) return { total: 0, exact: 0, summaries: 0, others: [], looser: false, results: [], facets: {}, words }
  const wanted = known.bundles.filter(({ years }) => !filters.year?.length || years.some(year => filters.year.includes(year)))
  const groups = words.map(word => [word, ...alternatives(known, word)])
  let pages = (await Promise.all(wanted.map(bundle => matches(bundle, groups)))).flat()
  let looser = false
  const others = known.bundles.filter(bundle => !wanted.includes(bundle))
  // what stands in another year alone is not looked for in pieces in this one
  if (!pages.length && !(await Promise.all(others.map(bundle => matches(bundle, groups)))).flat().length) {
    looser = true
    pages = await near(known, wanted, words)
  }
  for (const page of pages) page.values = valuesOf(known, page)
  const facets = counted(pages, filters)
  const kept = pages.filter(page => passes(page, filters))
  kept.sort(sort === "newest" ? newest : relevant)
  const results = await Promise.all(kept.slice(offset, offset + limit).map(page => shown(known, page)))
  const exact = looser ? 0 : kept.filter(page => !page.via).length
  const summaries = kept.filter(({ values: { kind: [kind] } }) => !OTHERS.includes(kind)).length
  return { total: kept.length, exact, summaries, others: kindsOf(kept), looser, results, facets, words }
}

// Pages that come near words that stand nowhere: those whose unit, period and kind are meant, or else those that hold
// all pieces.
async function near(known, wanted, words) {
  const pages = (await alike(known, wanted, words)).map(({ share, ...page }) =>
    ({ ...page, places: [], via: null, forms: null, words, score: share }))
  if (pages.length) return pages
  for await (const pieces of cuts(known.bundles, words)) {
    const found = (await Promise.all(wanted.map(bundle => matches(bundle, pieces.map(piece => [piece]))))).flat()
    if (found.length) return found
  }
  return []
}

// How many pages were found by another word alone: [[kind of the first such word, count]…].
function kindsOf(pages) {
  const counts = new Map()
  for (const { via } of pages) if (via) counts.set(via[0].kind, (counts.get(via[0].kind) || 0) + 1)
  return [...counts]
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
  const { begins, columns, values } = facts
  return Array.from(found, ([page, { places, via }]) => {
    const heads = places.some(place => place < begins[page] + columns.heads[page])
    const guide = values.kind[columns.kind[page]] === GUIDE
    return {
      bundle, facts, page, places,
      via: via.length ? via : null,
      forms: groups.map(([word]) => word).concat(via.map(other => other.form)),
      // the guide's examples are invented: it goes behind the site's own pages
      score: (via.length ? 0 : 1000) + (heads ? 4 : guide ? -2000 : 0) + Math.log2(1 + places.length),
    }
  })
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

async function shown(known, found) {
  const { bundle, facts, page, places, via } = found, { title, blocks } = await bundle.text(page), { columns, values } = facts
  const unit = known.units[values.unit[columns.unit[page]]]
  const period = known.periods[values.period[columns.period[page]]]
  const address = columns.address[page]
  const forms = found.forms || sharedWith(found.own, found.words)
  const held = found.forms ? blocks.filter(block => places.some(place => place >= block.begin && place < block.end)) : blocks
  // a sentence says more than a table's row or a unit's name
  const sentences = held.filter(({ kind, text }) => kind === TEXT && text.includes("。"))
  const block = sentences.find(({ anchor }) => !OURS.test(anchor)) || sentences[0] || held.find(({ kind }) => kind) || held[0]
  const heading = blocks.find(({ kind, anchor }) => !kind && anchor === block.anchor)
  const { text, marks } = found.forms ? excerpts(blocks, held, block, forms) : excerpt(block.text, forms)
  return {
    url: new URL(address + (block.anchor ? `#${encodeURIComponent(block.anchor)}` : ""), TOP).href,
    title, excerpt: text, marks, forms,
    heading: heading && heading !== block ? heading.text : "",
    anchor: block.anchor,
    block: Array.from(folded(block.text)).slice(0, BEGINNING).join(""),
    kind: values.kind[columns.kind[page]],
    unit: unit ? unit[0] : "", period: period ? period[0] : "",
    via: via ? [...new Set(via.map(({ kind, said }) => `${kind}：${said}`))] : [],
    more: found.forms ? held.length - 1 : 0,
  }
}

// The block's excerpt, and of others what it does not hold of the words.
function excerpts(blocks, held, block, forms) {
  const first = excerpt(rowOf(blocks, block), forms)
  let { text, marks } = first
  for (let n = 1; n < EXCERPTS; n++) {
    const shown = folded(text), rest = forms.filter(form => !shown.includes(form))
    const other = rest.length && held.find(one => rest.some(form => folded(one.text).includes(form)))
    if (!other) break
    const added = excerpt(rowOf(blocks, other), rest, forms, SHORT), gap = text.endsWith("…") || added.text.startsWith("…") ? " " : "… "
    marks = marks.concat(added.marks.map(([from, to]) => [from + text.length + gap.length, to + text.length + gap.length]))
    text += gap + added.text
  }
  return { text, marks }
}

const EXCERPTS = 3, SHORT = 50
const TEXT = 1, ROW = 2, CELL = 3
// Of a table's cell the whole row, so that a number does not stand alone.
function rowOf(blocks, block) {
  if (block.kind !== ROW && block.kind !== CELL) return block.text
  let start = blocks.indexOf(block), end = start + 1
  while (start > 0 && blocks[start].kind === CELL) start--
  while (end < blocks.length && blocks[end].kind === CELL) end++
  return blocks.slice(start, end).map(({ text }) => text).join("　")
}
