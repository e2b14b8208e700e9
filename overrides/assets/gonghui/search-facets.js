// What results are narrowed by: for each facet the values that there are, how many results each has, and
// which are chosen. Elements stay the same from answer to answer, so that the focus stays where it is.

import { make } from "./search-hit.js"
import { FACETS } from "./search.js"

const TITLES = {
  kind: "种类", year: "年份", period_kind: "期间", unit_type: "单位类型", unit: "单位", category: "工作类别", status: "数据状态",
}
const FIRST = 6, MANY = 20 // values in sight; values from which on they have a field of their own

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
  if (facet === "year") return entries.sort(([one], [two]) => (one < two ? 1 : -1))
  const order = { period_kind: known.kinds, unit_type: known.types, category: Object.keys(known.categories) }[facet]
  if (order) return entries.sort(([one], [two]) => order.indexOf(one) - order.indexOf(two))
  const units = Object.keys(known.units)
  return entries.sort(([one, n], [two, m]) => (m || 0) - (n || 0) || units.indexOf(one) - units.indexOf(two))
}

export class Facets {
  // `changed(facet, value, on)` is called when a reader chooses or drops a value.
  constructor(box, changed) {
    this.groups = new Map(FACETS.map(facet => [facet, new Group(facet, value => changed(facet, value))]))
    box.append(...[...this.groups.values()].map(group => group.fieldset))
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
    this.fieldset = make("fieldset", "gh-facet", make("legend", "", TITLES[facet]), this.filter, this.list, this.button)
    this.title = TITLES[facet]
  }

  // `entries`: [[value, name, count]…]
  show(entries, chosen) {
    this.fieldset.hidden = !entries.length
    this.shown = entries.map(([value, name, count]) => {
      const row = this.row(value, name)
      row.input.checked = chosen.includes(value)
      row.count.textContent = count === null ? "" : `${count}`
      return row
    })
    for (const row of this.rows.values()) if (!this.shown.includes(row)) row.item.remove()
    this.shown.forEach((row, at) => { if (this.list.children[at] !== row.item) this.list.insertBefore(row.item, this.list.children[at] || null) })
    this.cut()
  }

  row(value, name) {
    if (!this.rows.has(value)) {
      const input = make("input"), count = make("span", "gh-facet-count")
      input.type = "checkbox"
      input.addEventListener("change", () => this.changed(value))
      this.rows.set(value, { input, count, name, item: make("li", "", make("label", "", input, make("span", "", name), count)) })
    }
    return this.rows.get(value)
  }

  // Only the first, and what is chosen, unless all are asked for.
  cut() {
    const wanted = this.filter.value.trim().toLowerCase()
    const more = this.shown.length > FIRST + 2
    this.filter.hidden = !this.whole || this.shown.length < MANY
    this.list.classList.toggle("gh-facet-long", this.whole && this.shown.length > MANY)
    this.shown.forEach(({ item, name, input }, at) => {
      const far = more && !this.whole && at >= FIRST
      item.hidden = !input.checked && (far || (!this.filter.hidden && wanted !== "" && !name.toLowerCase().includes(wanted)))
    })
    this.button.hidden = !more
    this.button.textContent = this.whole ? "收起" : `显示全部${this.shown.length}个`
    this.button.setAttribute("aria-label", `${this.title}：${this.button.textContent}`)
    this.button.setAttribute("aria-expanded", `${this.whole}`)
  }
}
