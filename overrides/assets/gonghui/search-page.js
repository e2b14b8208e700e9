// The page of search: the address says what is looked for and how it is narrowed, and reading it again
// gives the same results. Typing changes the address in place; what is settled (Enter, a choice, a visit to
// a result) stays behind the browser's back button.

import { addressOf, read, sifted } from "./search-address.js"
import { Facets, named } from "./search-facets.js"
import { listen, walk } from "./search-field.js"
import { hit, make } from "./search-hit.js"
import { site } from "./search-index.js"
import { counted, failed, number, quoted } from "./search-words.js"
import { FACETS, Unreadable, ready, search } from "./search.js"

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
const facets = new Facets(fold, toggled, seen)
const moreButton = more.querySelector("button"), moreSaid = more.appendChild(make("span", "gh-search-more-state"))

let asked = read() // what is looked for
let turn = 0 // an answer to an earlier question is thrown away
let years = { key: "", counts: [] } // how many results each year has, of which question
let settled = true // whether the next key begins another question
chips.setAttribute("aria-label", "选定的范围")
moreSaid.setAttribute("role", "status")
state.tabIndex = -1
found.before(fold)
fold.hidden = true
const isWide = () => matchMedia("(min-width: 60em)").matches
fold.open = isWide()
fold.addEventListener("toggle", () => { if (fold.open && !isWide()) fold.scrollIntoView() })

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

// On a phone what is chosen from stands above the results.
function seen() {
  fold.open = false
  state.focus({ preventScroll: true })
  state.scrollIntoView()
}

function empty(element) {
  while (element.firstChild) element.firstChild.remove()
}

// What the address asks for, up to `count` results.
async function load(count = STEP) {
  const mine = ++turn, { query, sort } = asked
  name(query.trim())
  for (const radio of order.querySelectorAll("input")) radio.checked = radio.value === sort
  again.hidden = true
  if (!query.trim()) return show("", null, [])
  const slow = setTimeout(() => { if (mine === turn) state.textContent = "正在查……" }, SLOW)
  box.setAttribute("aria-busy", "true")
  try {
    const [known] = await Promise.all([site(), ready()]), [filters, unknown] = sifted(known, asked.filters)
    if (mine !== turn) return
    asked = { ...asked, filters }
    const answer = await search(query, { filters, sort, limit: count })
    clearTimeout(slow)
    if (mine !== turn) return
    const narrowed = isNarrowed(), items = answer.results.map(result => hit(result, query, answer.looser))
    const aside = unknown.length ? `网址里的${unknown.map(quoted).join("、")}这里没有，没有按它缩小范围。` : ""
    show(counted(answer, query, narrowed) + aside, known, items, answer)
    facets.done.textContent = answer.total ? `看${number(answer)}结果` : "收起"
    choices(mine, known, answer)
  } catch (error) {
    if (mine !== turn) return
    fail(error)
    if (!(error instanceof Unreadable)) throw error
  } finally {
    clearTimeout(slow)
    if (mine === turn) box.removeAttribute("aria-busy")
  }
}

// What there is to choose from. With a year chosen only that year's texts are read: what the others have is known from
// before, or counted after the answer, and not at any cost.
async function choices(mine, known, { facets: counts }) {
  const { query, filters } = asked, every = { ...filters, year: [] }, key = JSON.stringify([query, every])
  const put = year => facets.show(known, { ...counts, year }, filters)
  if (!filters.year.length) years = { key, counts: counts.year || [] }
  if (years.key === key) return put(years.counts)
  const all = [...new Set(known.bundles.flatMap(({ years }) => years).filter(Boolean))]
  // for the first time all at once, so that nothing moves
  if (years.key) put(all.map(year => [year, new Map(counts.year).get(year) ?? null]))
  const whole = await search(query, { filters: every, limit: 0 }).catch(() => null)
  if (mine !== turn) return
  if (whole) years = { key, counts: whole.facets.year || [] }
  put(whole ? years.counts : all.map(year => [year, null]))
}

// How many results are not listed yet, on the button that lists them.
function left(answer) {
  const rest = answer ? answer.total - hits.children.length : 0
  more.hidden = rest <= 0
  moreSaid.textContent = ""
  moreButton.textContent = answer ? `更多，还有${number(answer, rest)}` : ""
}

function show(said, known, items, answer) {
  state.textContent = said
  empty(hits)
  hits.append(...items)
  chosen(known)
  help.hidden = items.length > 0
  found.hidden = !said
  order.hidden = items.length < 2
  fold.hidden = !known || (!items.length && !isNarrowed())
  left(answer)
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
    left(answer)
    state.textContent = `${counted(answer, query, isNarrowed())}已列出${number(answer, now)}。`
    history.replaceState({ count: now }, "")
    if (hits.children[from]) hits.children[from].querySelector("a").focus()
  } catch (error) {
    if (mine !== turn) return
    moreSaid.textContent = failed(error).replace("重试", "更多")
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
  if (mine !== turn || document.activeElement !== document.body) return
  if (at !== undefined && hits.children[at]) hits.children[at].querySelector("a").focus()
  else if (asked.query.trim()) state.focus({ preventScroll: true }) // ↓ leads on from here
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
walk(input, box, () => [...hits.querySelectorAll("a"), ...(more.hidden ? [] : [moreButton])], state)
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
moreButton.addEventListener("click", loadMore)
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
