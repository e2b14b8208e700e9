// Two summaries of one unit side by side. The address says which (?unit=…&left=…&right=…); the texts are
// those of the summaries' own pages, the words about figures those of data/beside/<unit>.json. Nothing is
// compared here but words; nothing that was read is ever taken for HTML of this page.
import { changes, known, read, Told, usual, whyNot } from "./beside-data.js"
import { empty, make } from "./beside-element.js"
import { figuresTable } from "./beside-figures.js"
import { headOf, report, rowsOf } from "./beside-sections.js"
import { folded } from "./matching.js"
import { readText } from "./reading.js"

const box = document.getElementById("gh-two")
const root = new URL(box.dataset.ghRoot, location.href)
const [finder, units, told, shown] = ["gh-unit", "gh-units", "gh-told", "gh-shown"].map(id => document.getElementById(id))
const selects = [document.getElementById("gh-left"), document.getElementById("gh-right")]
const title = document.title, headline = document.querySelector("h1").textContent
let current = null // the choice that is shown, as the address has it
let turn = 0 // a slow answer to an earlier choice is thrown away
let names = null

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

function fill(select, summaries, chosen) {
  empty(select)
  const known = summaries.some(one => one.key === chosen)
  if (!known) select.add(new Option("请选一篇", ""))
  summaries.slice().reverse().forEach(one => select.add(new Option(one.name, one.key)))
  select.value = known ? chosen : ""
  select.disabled = false
}

function heading(text) {
  return make("h2", "", text)
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
    make("div", "gh-columns", make("div", "gh-row gh-heads", ...sides.map((side, at) => headOf(side, texts[at], root))), ...found.rows),
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
    const unit = await known(root, id)
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
      read(root, side.address, `${side.name}的总结`, `${side.name}的总结已经不在了。请刷新这一页再看。`)))
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

async function find() {
  const wanted = folded(finder.value)
  empty(units)
  if (!wanted) return
  try {
    names = names || JSON.parse(await read(root, "data/names.json", "单位名单", "单位名单没有读到。"))
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
