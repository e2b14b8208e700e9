// Two summaries of one unit side by side. The address says which (?unit=…&left=…&right=…); the texts are
// those of the summaries' own pages, the words about figures those of data/beside/<unit>.json. Nothing is
// compared here but words; nothing that was read is ever taken for HTML of this page.
import { arranged, memory, sentences } from "./matching.js"
import { readText } from "./reading.js"

const box = document.getElementById("gh-two")
const root = new URL(box.dataset.ghRoot, location.href)
const [finder, units, told, shown] = ["gh-unit", "gh-units", "gh-told", "gh-shown"].map(id => document.getElementById(id))
const selects = [document.getElementById("gh-left"), document.getElementById("gh-right")]
const title = document.title, headline = document.querySelector("h1").textContent
const kept = new Map() // what was read, by address
let current = null // the choice that is shown, as the address has it
let turn = 0 // a slow answer to an earlier choice is thrown away
let names = null

class Told extends Error {} // what a reader is to know, in words

function make(tag, name, ...content) {
  const element = document.createElement(tag)
  if (name) element.className = name
  element.append(...content)
  return element
}

function empty(element) {
  while (element.firstChild) element.firstChild.remove()
}

// One address of this site, read once; `missing` is told where nothing stands there.
async function read(address, what, missing) {
  const url = new URL(address, root)
  if (kept.has(url.href)) return kept.get(url.href)
  let answer
  try {
    answer = await fetch(url)
  } catch (error) {
    throw new Told(`没有读到${what}，请检查网络后重试。`)
  }
  if (answer.status === 404) throw new Told(missing)
  if (!answer.ok) throw new Told(`没有读到${what}，请稍后重试。`)
  const text = await answer.text()
  kept.set(url.href, text)
  return text
}

function state() {
  const asked = new URLSearchParams(location.search)
  return { unit: asked.get("unit") || "", sides: [asked.get("left") || "", asked.get("right") || ""] }
}

function addressOf(unit, sides) {
  const asked = new URLSearchParams({ unit })
  if (sides[0]) asked.set("left", sides[0])
  if (sides[1]) asked.set("right", sides[1])
  return `?${asked}`
}

// The unit's file, with names for its columns.
async function known(unit) {
  const missing = `没有代号是“${unit}”的单位，或者它还没有总结。请在上面写名称，重新选单位。`
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/i.test(unit)) throw new Told(missing)
  const found = JSON.parse(await read(`data/beside/${unit}.json`, "这个单位的总结目录", missing))
  const summaries = found.summaries.map(([key, period, kind, series, rows, draft], index) => {
    const [id, tail] = key.split(".")
    const name = period + (kind ? `（${kind}）` : "") + (draft ? "（未签发）" : "")
    return { key, name, period, kind, series, rows, index, address: `summaries/${id}/${unit}/${tail ? `${tail}/` : ""}` }
  })
  return { ...found, summaries }
}

// The newest that has an earlier one to be compared with, beside the nearest of those; else the last two.
function usual(summaries) {
  for (let at = summaries.length - 1; at > 0; at--) {
    for (let before = at - 1; before >= 0; before--) {
      const same = summaries[before].series === summaries[at].series
      if (same && summaries[at].series) return [summaries[before].key, summaries[at].key]
    }
  }
  return summaries.slice(-2).map(one => one.key)
}

function fill(select, summaries, chosen) {
  empty(select)
  const known = summaries.some(one => one.key === chosen)
  if (!known) select.add(new Option("请选一篇", ""))
  summaries.slice().reverse().forEach(one => select.add(new Option(one.name, one.key)))
  select.value = known ? chosen : ""
  select.disabled = false
}

// How the figures of one summary changed against an earlier one, by their place in its table.
function changes(unit, now, then) {
  const packed = unit.changes[`${now.index}-${then.index}`]
  if (!packed) return []
  return packed.split("|").map(entry => {
    if (!entry) return null
    const [index, ...numbers] = entry.split(" ")
    const said = ["", ""]
    let part = 0
    for (const piece of unit.words[index]) {
      if (piece === 2) part = 1
      else said[part] += piece === 0 ? then.period : piece === 1 ? numbers.shift() : piece
    }
    return { whole: said[0] + said[1], change: said[1] }
  })
}

// Why there is nothing about figures, "" where there is.
function whyNot(now, then) {
  if (now.series && now.series === then.series) return ""
  if (!now.series || !then.series) return "这样的总结不参加比较，两篇的数字不作比较。"
  if (now.kind !== then.kind) return "两篇的类别不同，数字不作比较。"
  return `两篇的期间不是同一种（${then.period}和${now.period}），数字不作比较。`
}

// --- the table of both summaries' figures

// With its unit of measure where the other summary has another one.
function figureCell(row, same) {
  if (!row) return make("td", "gh-num")
  const cell = make("td", row.state, ...row.figure.map(node => node.cloneNode(true)), same ? "" : row.unit)
  cell.classList.add("gh-num")
  return cell
}

function figuresTable(sides, texts, now, said) {
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
  const scroll = make("div", "gh-scroll", make("table", "gh-grid", caption, make("thead", "", make("tr", "", ...heads)), body))
  scroll.tabIndex = 0
  scroll.setAttribute("role", "region")
  scroll.setAttribute("aria-labelledby", caption.id)
  const note = `增减是${sides[now].name}比${sides[1 - now].name}的。“—”是两篇中有一篇没有这个数。`
  return make("div", "gh-table", scroll, make("ul", "gh-notes", make("li", "", note)))
}

// --- the texts

// Marks in one paragraph what stands in the other text as well: runs of sentences, told by words too.
function mark(paragraph, recall, counts) {
  const runs = []
  for (const { start, end, words } of sentences(paragraph.textContent)) {
    const status = recall(words)
    if (!status) continue
    counts[status]++
    const last = runs[runs.length - 1]
    if (last && last.status === status && last.end === start) last.end = end
    else runs.push({ start, end, status })
  }
  for (const run of runs.reverse()) { // from behind, so that places stay what they are
    const pieces = []
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
    for (let at = 0, node = walker.nextNode(); node; node = walker.nextNode()) {
      const from = Math.max(run.start - at, 0), to = Math.min(run.end - at, node.data.length)
      if (from < to) pieces.push([node, from, to])
      at += node.data.length
    }
    let last = null
    for (const [node, from, to] of pieces) {
      const range = document.createRange()
      range.setStart(node, from)
      range.setEnd(node, to)
      last = make("span", `gh-${run.status}`)
      range.surroundContents(last)
    }
    last.after(make("span", "gh-tag", run.status === "same" ? "相同" : "只改数字"))
  }
}

// Below each block of the later text, how the figures changed that it says.
function noted(block, text, said) {
  const found = []
  block.querySelectorAll(".gh-said").forEach(sentence => {
    text.rows.forEach((row, at) => {
      if (!said[at] || !row.anchors.includes(sentence.dataset.ghAnchor)) return
      sentence.classList.add("gh-changed")
      found.push(make("li", "", `${row.name}：${said[at].whole}`))
    })
  })
  return found.length ? [make("ul", "gh-changes", ...found)] : []
}

function headingOf(section, name) {
  const heading = make(`h${Math.min(6, Math.max(2, section.level) + 1)}`, "", make("span", "gh-of", name))
  if (section.level) heading.append(...section.heading)
  else heading.append("开头")
  return heading
}

function column(section, name, tag) {
  const cell = make("div", "gh-side", headingOf(section, name))
  if (tag) cell.append(make("p", "gh-new", tag))
  cell.append(...section.blocks)
  return cell
}

function nothing(name) {
  return make("div", "gh-side gh-empty", make("p", "gh-without", make("span", "gh-of", name), `${name}没有对得上的一段。`))
}

function headOf(side, text) {
  const link = make("a", "", text.title || side.name)
  link.href = new URL(side.address, root).href
  return make("div", "gh-side", make("p", "", make("strong", "", side.name), make("br"), link))
}

function rowsOf(sides, texts, now, said, counts) {
  const then = 1 - now
  const recall = texts.map((_, side) => memory(texts[1 - side].paragraphs.map(p => p.textContent).join("\n")))
  texts.forEach((text, side) => text.paragraphs.forEach(p => mark(p, recall[side], counts[side])))
  texts[now].sections.forEach(section => {
    section.blocks = section.blocks.flatMap(block => [block, ...noted(block, texts[now], said)])
  })
  const rows = arranged(texts[now].sections, texts[then].sections)
  return {
    rows: rows.map(([one, two]) => {
      const cells = []
      cells[now] = one === null ? nothing(sides[now].name)
        : column(texts[now].sections[one], sides[now].name, two === null ? `${sides[now].name}新增` : "")
      cells[then] = two === null ? nothing(sides[then].name)
        : column(texts[then].sections[two], sides[then].name, one === null ? `${sides[now].name}不再有` : "")
      return make("div", "gh-row", ...cells)
    }),
    matched: rows.filter(([one, two]) => one !== null && two !== null).length,
    added: rows.filter(([, two]) => two === null).length,
    dropped: rows.filter(([one]) => one === null).length,
  }
}

function heading(text) {
  return make("h2", "", text)
}

function report(sides, texts, found, same) {
  const [one, two] = sides.map((side, at) => `${side.name}${texts[at].sections.length}段`)
  const counted = `${one}，${two}，对上${found.matched}段，新增${found.added}段，去掉${found.dropped}段。`
  const more = [[same.same, "句一字不差"], [same.figures, "句只改了数字"]].filter(([n]) => n).map(([n, words]) => `${n}${words}`)
  return counted + (more.length ? `${more.join("，")}。` : "")
}

function show(unit, sides, texts) {
  const now = sides[0].index > sides[1].index ? 0 : 1
  const why = whyNot(sides[now], sides[1 - now])
  const said = why || texts[now].rows.length !== sides[now].rows.length ? [] : changes(unit, sides[now], sides[1 - now])
  const counts = [{ same: 0, figures: 0 }, { same: 0, figures: 0 }]
  const table = why ? make("p", "gh-without", why) : figuresTable(sides, texts, now, said)
  const found = rowsOf(sides, texts, now, said, counts)
  const legend = []
  if (counts[now].same || counts[now].figures) legend.push("标“相同”的句子，两篇一字不差；标“只改数字”的，除了数字都相同。")
  if (texts[now].sections.some(section => section.blocks.some(block => block.matches(".gh-changes")))) legend.push("带虚线的句子里的数，增减写在那一段的下面。")
  shown.append(
    heading("两期指标对照"), table, heading("逐段对照"),
    make("p", "gh-without", ["段落按标题和内容自动对应，不一定都对。", ...legend].join("")),
    make("div", "gh-columns", make("div", "gh-row gh-heads", ...sides.map((side, at) => headOf(side, texts[at]))), ...found.rows),
  )
  told.textContent = report(sides, texts, found, counts[now])
}

// The page's name in the window and on paper.
function name(which) {
  document.title = which + title
  document.querySelectorAll(".gh-print-head span:last-child").forEach(span => { span.textContent = which + headline })
}

function fail(words, again) {
  told.textContent = words
  if (!again) return
  const button = make("button", "gh-button", "重试")
  button.type = "button"
  button.addEventListener("click", () => load())
  shown.append(button)
}

async function load() {
  const mine = ++turn
  current = location.search
  const { unit: id, sides: asked } = state()
  empty(shown)
  empty(units)
  told.textContent = id ? "正在读……" : "请先写单位名称，选定单位。"
  name("")
  selects.forEach(select => { select.disabled = true })
  if (!id) {
    finder.value = ""
    selects.forEach(empty)
    return
  }
  try {
    const unit = await known(id)
    if (mine !== turn) return
    finder.value = unit.name
    const chosen = asked[0] || asked[1] ? asked : usual(unit.summaries)
    selects.forEach((select, side) => fill(select, unit.summaries, chosen[side]))
    if (unit.summaries.length < 2) throw new Told(`${unit.name}只有一篇总结，没有可以对照的。`)
    const sides = chosen.map(key => unit.summaries.find(one => one.key === key))
    const wrong = chosen.find((key, side) => key && !sides[side])
    if (wrong) throw new Told(`${unit.name}没有“${wrong}”这一篇。请在上面选一篇。`)
    if (!sides[0] || !sides[1]) throw new Told("请在上面选两篇。")
    if (sides[0] === sides[1]) throw new Told("两边选了同一篇，请换一篇。")
    if (!asked[0] || !asked[1]) {
      history.replaceState(null, "", addressOf(id, chosen))
      current = location.search
    }
    const pages = await Promise.all(sides.map(side =>
      read(side.address, `${side.name}的总结`, `${side.name}的总结已经不在了。请刷新这一页再看。`)))
    if (mine !== turn) return
    const texts = pages.map((page, side) =>
      readText(page, new URL(sides[side].address, root), sides[side].rows, side ? "right-" : "left-"))
    name(`${unit.name}${sides[0].name}和${sides[1].name}`)
    show(unit, sides, texts)
  } catch (error) {
    if (mine !== turn) return
    if (!(error instanceof Told)) {
      fail("这两篇没有摆得出来，请刷新这一页再试。")
      throw error
    }
    fail(error.message, error.message.endsWith("重试。"))
  }
}

// --- choosing

function folded(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "")
}

async function find() {
  const wanted = folded(finder.value)
  empty(units)
  if (!wanted) return
  try {
    names = names || JSON.parse(await read("data/names.json", "单位名单", "单位名单没有读到。"))
  } catch (error) {
    units.textContent = error.message
    return
  }
  if (folded(finder.value) !== wanted) return
  empty(units)
  const hits = names.filter(([name, kind, , others]) => kind === "单位" && [name, ...others].some(n => folded(n).includes(wanted)))
  const list = make("ul")
  hits.slice(0, 12).forEach(([name, , address, others]) => {
    const link = make("a", "", name)
    link.href = addressOf(address.split("/")[1], [])
    const other = folded(name).includes(wanted) ? "" : others.find(n => folded(n).includes(wanted))
    list.append(make("li", "", link, other ? `（曾用名${other}）` : ""))
  })
  const count = hits.length ? `找到${hits.length}个${hits.length > 12 ? "，列出前12个，请再多写几个字" : ""}：` : `没有名称里带“${finder.value.trim()}”的单位。`
  units.append(make("p", "", count))
  if (hits.length) units.append(list)
}

finder.addEventListener("input", event => { if (!event.isComposing) find() })
finder.addEventListener("compositionend", find)
units.addEventListener("click", event => {
  const link = event.target.closest("a")
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
  event.preventDefault()
  history.pushState(null, "", link.href)
  load().then(() => selects[0].focus())
})
selects.forEach(select => select.addEventListener("change", () => {
  history.pushState(null, "", addressOf(state().unit, selects.map(one => one.value)))
  load()
}))
// a link within the page moves as well
addEventListener("popstate", () => { if (location.search !== current) load() })
load()
