// What results are narrowed by: for each facet the values that there are, how many results each has, and
// which are chosen. Elements stay the same from answer to answer, so that the focus stays where it is.

import { make } from "./search-hit.js"
import { FACETS } from "./search.js"

const TITLES = {
  kind: "种类", year: "年份", period_kind: "期间", unit_type: "单位类型", unit: "单位", category: "工作类别", status: "数据状态",
}
export const KINDS = ["工作总结", "专题", "个人", "计划", "单位", "指标", "指南", "其他"]
export const STATUSES = ["快报", "初步", "核定"]
const FIRST = 6 // values in sight
const MANY = 20 // values from which on they have a field of their own
const MOST = 200 // values that are listed at once

// What a value is called. `known`: what the index says of the site.
export function named(known, facet, value) {
  if (facet === "year") return value === "20XX" ? "隐去年份" : `${value}年`
  if (facet === "unit") return (known.units[value] || [value])[0]
  if (facet === "category") return known.categories[value] || value
  return value
}

// Values in the order in which a reader expects them: years the newest first, what the registries order
// in that order, the rest by how often they are found.
function ordered(known, facet, entries) {
  if (facet === "year") return entries.sort(([one], [two]) => (Number(two) || 0) - (Number(one) || 0)) // 20XX last
  const registered = { period_kind: known.kinds, unit_type: known.types, category: Object.keys(known.categories), unit: Object.keys(known.units) }
  const places = new Map((registered[facet] || []).map((value, at) => [value, at]))
  const place = value => places.get(value) ?? places.size
  const often = facet === "unit" || facet === "kind" || facet === "status"
  return entries.sort(([one, n], [two, m]) => (often ? m - n : 0) || place(one) - place(two))
}

export class Facets {
  // `changed(facet, value)` is called when a reader chooses or drops a value, `done` when he wants to see what is left.
  constructor(box, changed, done) {
    this.groups = new Map(FACETS.map(facet => [facet, new Group(facet, value => changed(facet, value))]))
    this.done = make("button", "gh-button")
    this.done.type = "button"
    this.done.addEventListener("click", done)
    box.append(make("div", "gh-facets-all", ...[...this.groups.values()].map(group => group.fieldset)), make("p", "gh-facets-done", this.done))
  }

  // `counts`: {facet: [[value, number of results]…]}; a number that is not known yet is null.
  show(known, counts, chosen) {
    const active = document.activeElement
    for (const [facet, group] of this.groups) this.one(known, facet, group, counts[facet] || [], chosen[facet])
    if (active !== document.activeElement && active.isConnected) active.focus({ preventScroll: true })
  }

  one(known, facet, group, counts, chosen) {
    const entries = [...counts]
    for (const value of chosen) if (!entries.some(([other]) => other === value)) entries.push([value, 0])
    group.show(ordered(known, facet, entries).map(([value, count]) => [value, named(known, facet, value), count]), chosen)
  }
}

class Group {
  constructor(facet, changed) {
    this.rows = new Map()
    this.facet = facet
    this.changed = changed
    this.whole = false
    this.list = make("ul")
    this.list.id = `gh-facet-${facet}`
    this.filter = make("input", "gh-facet-filter")
    Object.assign(this.filter, { type: "search", placeholder: "名称里的几个字", autocomplete: "off", hidden: true })
    this.filter.setAttribute("aria-label", `在${TITLES[facet]}里找`)
    this.filter.addEventListener("input", event => { if (!event.isComposing) this.cut() })
    this.filter.addEventListener("compositionend", () => this.cut())
    this.button = make("button", "gh-facet-all")
    this.button.type = "button"
    this.button.setAttribute("aria-controls", this.list.id)
    this.button.addEventListener("click", () => {
      this.whole = !this.whole
      if (!this.whole) this.filter.value = ""
      this.cut()
    })
    this.note = make("p", "gh-facet-note")
    this.fieldset = make("fieldset", "gh-facet", make("legend", "", TITLES[facet]), this.filter, this.list, this.note, this.button)
    this.fieldset.hidden = true // until there is something to choose
    this.title = TITLES[facet]
  }

  // `entries`: [[value, name, count]…]
  show(entries, chosen) {
    Object.assign(this, { entries, chosen })
    this.fieldset.hidden = !entries.length
    this.cut()
  }

  // Only the first, and what is chosen, unless all are asked for.
  cut() {
    const { entries, chosen, whole } = this
    const more = entries.length > FIRST + 2, filtered = whole && entries.length >= MANY && this.facet !== "year"
    const wanted = filtered ? this.filter.value.trim().toLowerCase() : ""
    const fits = entries.filter(([value, name], at) =>
      chosen.includes(value) || ((whole || !more || at < FIRST) && name.toLowerCase().includes(wanted)))
    this.filter.hidden = !filtered
    this.list.classList.toggle("gh-facet-long", filtered)
    this.put(fits.slice(0, MOST).map(entry => this.row(entry)))
    this.note.textContent = fits.length > MOST ? `列出前${MOST}个，请写名称里的几个字。` : ""
    this.button.hidden = !more
    this.button.textContent = whole ? "收起" : `显示全部${entries.length}个`
    this.button.setAttribute("aria-label", `${this.title}：${this.button.textContent}`)
    this.button.setAttribute("aria-expanded", `${whole}`)
  }

  row([value, name, number]) {
    if (!this.rows.has(value)) {
      const input = make("input"), count = make("span", "gh-facet-count")
      input.type = "checkbox"
      input.addEventListener("change", () => this.changed(value))
      this.rows.set(value, { input, count, item: make("li", "", make("label", "", input, make("span", "", name), count)) })
    }
    const row = this.rows.get(value)
    row.input.checked = this.chosen.includes(value)
    row.count.textContent = number === null ? "" : `${number}`
    return row.item
  }

  put(items) {
    const kept = new Set(items)
    for (const item of [...this.list.children]) if (!kept.has(item)) item.remove()
    items.forEach((item, at) => { if (this.list.children[at] !== item) this.list.insertBefore(item, this.list.children[at] || null) })
  }
}
