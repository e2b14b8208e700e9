// The table of both summaries' figures.
import { make } from "./beside-element.js"

// With its unit of measure where the other summary has another one.
function figureCell(row, same) {
  if (!row) return make("td", "gh-num")
  const cell = make("td", row.state, ...row.figure.map(node => node.cloneNode(true)), same ? "" : row.unit)
  cell.classList.add("gh-num")
  return cell
}

export function figuresTable(sides, texts, now, said) {
  const order = new Map()
  const add = side => texts[side].rows.forEach((row, at) => {
    const key = sides[side].rows[at]
    if (!order.has(key)) order.set(key, { found: [null, null], change: null })
    const entry = order.get(key)
    entry.found[side] = row
    if (side === now) entry.change = said[at] || null
  })
  add(now)
  add(1 - now)
  if (!order.size) return make("p", "gh-without", "两篇都没有登记指标。")
  const heads = ["指标", sides[0].name, sides[1].name, "增减"].map((text, at) => {
    const head = make("th", at === 1 || at === 2 ? "gh-num" : "", text)
    head.scope = "col"
    return head
  })
  const body = make("tbody")
  for (const { found, change } of order.values()) {
    const row = found[now] || found[1 - now]
    const same = found.every(one => !one || one.unit === row.unit)
    const head = make("th", "", ...row.label.map(node => node.cloneNode(true)), same && row.unit ? `（${row.unit}）` : "")
    head.scope = "row"
    const words = change ? make("td", "", change.change) : make("td", "gh-none", "—")
    body.append(make("tr", "", head, ...found.map(one => figureCell(one, same)), words))
  }
  const caption = make("caption", "", make("span", "", `${sides[0].name}和${sides[1].name}的指标`))
  caption.id = "gh-figures-of-both"
  const scroll = make("div", "gh-scroll", make("table", "gh-grid gh-both", caption, make("thead", "", make("tr", "", ...heads)), body))
  scroll.tabIndex = 0
  scroll.setAttribute("role", "region")
  scroll.setAttribute("aria-labelledby", caption.id)
  const note = `增减是${sides[now].name}比${sides[1 - now].name}的。“—”是两篇中有一篇没有这个数。`
  return make("div", "gh-table", scroll, make("ul", "gh-notes", make("li", "", note)))
}
