// The page of search: the address says what is looked for and how it is narrowed, and reading it again
// gives the same results. Typing changes the address in place; what is settled (Enter, a choice, a visit to
// a result) stays behind the browser's back button.

import { Facets, named } from "./search-facets.js"
import { listen, walk } from "./search-field.js"
import { hit, make } from "./search-hit.js"
import { site } from "./search-index.js"
import { counted, failed } from "./search-words.js"
import { FACETS, Unreadable, search } from "./search.js"

const STEP = 20 // results at a time
const SLOW = 400 // milliseconds after which a reader is told to wait

const box = document.querySelector(".gh-search")
const find = selector => box.querySelector(selector)
const input = find("#gh-query"), state = find(".gh-search-state"), again = find(".gh-search-again")
const found = find(".gh-search-found"), hits = find(".gh-hits")
const more = find(".gh-search-more"), help = find(".gh-search-help"), order = find(".gh-search-order")
const chips = found.insertBefore(make("ul", "gh-chosen"), found.firstChild)
const title = document.title, headline = document.querySelector("h1").textContent
const fold = make("details", "gh-facets", make("summary", "", "缩小范围"))
const facets = new Facets(fold, toggled)

let asked = read() // what is looked for
let turn = 0 // an answer to an earlier question is thrown away
let settled = true // whether the next key begins another question
chips.setAttribute("aria-label", "选定的范围")
found.before(fold)
fold.hidden = true
fold.open = matchMedia("(min-width: 60em)").matches

function read() {
  const from = new URLSearchParams(location.search)
  return {
    query: from.get("q") || "",
    sort: from.get("sort") === "newest" ? "newest" : "relevance",
    filters: Object.fromEntries(FACETS.map(name => [name, [...new Set(from.getAll(name).filter(Boolean))]])),
  }
}

function addressOf({ query, sort, filters }) {
  const to = new URLSearchParams()
  if (query.trim()) to.set("q", query.trim())
  for (const name of FACETS) for (const value of filters[name]) to.append(name, value)
  if (sort === "newest") to.set("sort", sort)
  return `${to}` ? `?${to}` : location.pathname
}

// The page's name in the window and on paper.
function name(query) {
  document.title = query ? `${query} - ${title}` : title
  for (const span of document.querySelectorAll(".gh-print-head span:last-child")) span.textContent = query ? `${query} - ${headline}` : headline
}

const isNarrowed = () => FACETS.some(name => asked.filters[name].length)

function changed(next, replace) {
  asked = { ...asked, ...next }
  const to = addressOf(asked)
  if (replace || new URL(to, location.href).href === location.href) history.replaceState(null, "", to)
  else history.pushState(null, "", to)
  return load()
}

function toggled(facet, value) {
  const has = asked.filters[facet], filters = { ...asked.filters }
  filters[facet] = has.includes(value) ? has.filter(other => other !== value) : [...has, value]
  settled = true
  return changed({ filters })
}

function empty(element) {
  while (element.firstChild) element.firstChild.remove()
}

// What the address asks for, up to `count` results.
async function load(count = STEP) {
  const mine = ++turn, { query, sort, filters } = asked
  name(query.trim())
  for (const radio of order.querySelectorAll("input")) radio.checked = radio.value === sort
  again.hidden = true
  if (!query.trim()) return show("", null, [])
  const slow = setTimeout(() => { if (mine === turn) state.textContent = "正在查……" }, SLOW)
  box.setAttribute("aria-busy", "true")
  try {
    const answer = await search(query, { filters, sort, limit: count }), known = await site()
    clearTimeout(slow)
    if (mine !== turn) return
    const narrowed = isNarrowed(), items = answer.results.map(result => hit(result, query, answer.looser))
    show(counted(answer, query, narrowed), known, items, answer.total)
    facets.show(known, { ...answer.facets, year: yearsOf(known, answer.facets.year || [], null) }, filters)
    if (filters.year.length) countYears(mine, known, answer)
  } catch (error) {
    if (mine !== turn) return
    fail(error)
    if (!(error instanceof Unreadable)) throw error
  } finally {
    clearTimeout(slow)
    if (mine === turn) box.removeAttribute("aria-busy")
  }
}

// How many there are in the years that are not chosen: after the answer, and not at any cost.
async function countYears(mine, known, answer) {
  const { query, filters } = asked
  const every = await search(query, { filters: { ...filters, year: [] }, limit: 0 }).catch(() => null)
  if (every && mine === turn) facets.show(known, { ...answer.facets, year: yearsOf(known, every.facets.year, 0) }, filters)
}

// With a year chosen only that year's texts are read: the others are named, and counted afterwards.
function yearsOf(known, counts, rest) {
  const found = new Map(counts)
  if (!asked.filters.year.length) return counts
  const years = [...new Set(known.bundles.flatMap(({ years }) => years).filter(Boolean))]
  return years.map(year => [year, found.get(year) || (asked.filters.year.includes(year) ? 0 : rest)])
}

function show(said, known, items, total = 0) {
  state.textContent = said
  empty(hits)
  hits.append(...items)
  chosen(known)
  help.hidden = items.length > 0
  found.hidden = !said
  order.hidden = items.length < 2
  fold.hidden = !items.length && !isNarrowed()
  more.hidden = items.length >= total
  if (!known) facets.show({ units: {}, kinds: [], types: [], categories: {} }, {}, asked.filters)
}

// What is chosen, each to be dropped by a click.
function chosen(known) {
  empty(chips)
  if (!known) return
  for (const facet of FACETS) {
    for (const value of asked.filters[facet]) chip(`${named(known, facet, value)}`, () => toggled(facet, value))
  }
  if (chips.children.length > 1 || (chips.children.length && !hits.children.length)) {
    chip("全部去掉", () => changed({ filters: Object.fromEntries(FACETS.map(name => [name, []])) }), true)
  }
}

function chip(name, drop, whole) {
  const button = make("button", whole ? "gh-chip-all" : "", name, ...(whole ? [] : [make("span", "", " ×")]))
  button.type = "button"
  if (!whole) {
    button.setAttribute("aria-label", `去掉：${name}`)
    button.lastChild.setAttribute("aria-hidden", "true")
  }
  button.addEventListener("click", () => drop().then(() => (chips.querySelector("button") || input).focus()))
  chips.append(make("li", "", button))
}

function fail(error) {
  show("", null, [])
  help.hidden = true
  state.textContent = failed(error)
  again.hidden = false
}

let adding = 0 // the turn in which more are on their way

async function loadMore() {
  if (adding === turn) return // a second click
  const mine = adding = turn, { query, sort, filters } = asked, from = hits.children.length
  try {
    const answer = await search(query, { filters, sort, limit: STEP, offset: from })
    if (mine !== turn) return
    hits.append(...answer.results.map(result => hit(result, query, answer.looser)))
    const now = hits.children.length
    more.hidden = now >= answer.total
    state.textContent = `${counted(answer, query, isNarrowed())}已列出${now}篇。`
    history.replaceState({ count: now }, "")
    if (hits.children[from]) hits.children[from].querySelector("a").focus()
  } catch (error) {
    if (mine !== turn) return
    state.textContent = failed(error).replace("重试", "更多")
    if (!(error instanceof Unreadable)) throw error
  } finally {
    if (adding === mine) adding = 0
  }
}

// As many results as there were, and the focus on the one from which a reader comes back.
async function restore() {
  const { count, at } = history.state || {}, mine = turn + 1
  await load(count)
  // whoever has typed on in the meantime keeps the focus
  if (mine === turn && at !== undefined && hits.children[at]) hits.children[at].querySelector("a").focus()
}

listen(input, {
  typed() {
    if (input.value.trim() === asked.query.trim()) return
    const replace = !settled || !asked.query.trim()
    settled = false
    changed({ query: input.value }, replace)
  },
  entered() {
    const replace = !settled
    settled = true
    changed({ query: input.value }, replace)
  },
})
walk(input, found, () => [...hits.querySelectorAll("a"), ...found.querySelectorAll(".gh-search-more:not([hidden]) button")])
found.addEventListener("keydown", event => { if (event.key === "Escape") input.focus() })
hits.addEventListener("click", event => {
  const item = event.target.closest("a") && event.target.closest("li")
  if (!item) return
  settled = true
  history.replaceState({ count: hits.children.length, at: [...hits.children].indexOf(item) }, "")
})
order.addEventListener("change", event => {
  settled = true
  changed({ sort: event.target.value })
})
more.querySelector("button").addEventListener("click", loadMore)
again.querySelector("button").addEventListener("click", () => load().then(() => input.focus()))
input.addEventListener("blur", () => { settled = true })
addEventListener("popstate", () => {
  const next = read()
  if (addressOf(next) === addressOf(asked)) return // a link within the page moves as well
  asked = next
  settled = true
  input.value = asked.query
  restore()
})

// a reader may have begun to type while this was on its way
if (input.value.trim() && !asked.query) changed({ query: input.value }, true)
else {
  input.value = asked.query
  restore()
}
