// On a page that one comes to from search (?h=…&b=…): every place of what was found is marked, the first in the block
// that begins with b is shown, or else the first after the address's anchor, and a bar leads from one to the next.

import { make } from "./search-hit.js"
import { folded, places, wordsOf } from "./search-text.js"
import { quoted } from "./search-words.js"
import { ready } from "./search.js"

// what search takes for a text of its own, and what it does not read: gonghui/search/content.py
const BLOCKS = new Set((
  "H1 H2 H3 H4 H5 H6 P LI TD TH TR TABLE CAPTION DT DD DIV UL OL DL BLOCKQUOTE PRE FIGURE FIGCAPTION DETAILS SUMMARY " +
  "SECTION NAV HR"
).split(" "))
const SILENT = "script, style, svg, template, noscript, button, input, select, textarea, [hidden], .gh-trail, .gh-turn, " +
  ".gh-beside, .gh-way-in, .gh-download, .gh-origin, .gh-mark, .gh-sr, .headerlink, .gh-print-head, .gh-arrival"

// The texts of the blocks in an element: lists of text nodes that are read as one.
function runsOf(root) {
  const runs = [[]]
  const walk = element => {
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) runs[runs.length - 1].push(node)
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SILENT)) continue
      const block = BLOCKS.has(node.tagName)
      if (block) runs.push([])
      walk(node)
      if (block) runs.push([])
    }
  }
  walk(root)
  return runs
}

// Marks the words in a run; gives for each place {pieces, quoted}: its marks, several where it reaches over links and
// the like, and whether the run begins as the block does that search has shown.
function mark(run, words, beginning) {
  const text = run.map(node => node.data).join(""), found = places(text, words)
  const pieces = found.map(() => []), quoted = found.length > 0 && beginning !== "" && folded(text).startsWith(beginning)
  let end = run.reduce((sum, node) => sum + node.data.length, 0)
  for (const node of run.slice().reverse()) { // from behind, so that places stay what they are
    const start = end - node.data.length
    for (let n = found.length - 1; n >= 0; n--) {
      const from = Math.max(found[n][0], start), to = Math.min(found[n][1], end)
      if (from >= to) continue
      const range = document.createRange(), piece = make("mark", "gh-hit")
      range.setStart(node, from - start)
      range.setEnd(node, to - start)
      range.surroundContents(piece)
      pieces[n].unshift(piece)
    }
    end = start
  }
  return pieces.map(marks => ({ pieces: marks, quoted }))
}

// The pictures whose alternative text holds the words.
function pictures(article, words, beginning) {
  const fits = [...article.querySelectorAll("img")].filter(({ alt }) => !words.every(word => !folded(alt).includes(word)))
  for (const picture of fits) picture.classList.add("gh-hit")
  return fits.map(picture => ({ pieces: [picture], quoted: beginning !== "" && folded(picture.alt).startsWith(beginning) }))
}

function button(text) {
  const element = make("button", "gh-button", text)
  element.type = "button"
  return element
}

async function arrive() {
  const asked = new URLSearchParams(location.search), said = asked.get("h"), article = document.querySelector("article")
  if (!said || !said.trim() || !article) return
  const whole = await ready().then(() => true, () => false) // 繁 and 简 differ without it, the rest goes
  const words = wordsOf(said)
  const beginning = folded(asked.get("b") || "")
  const marked = runsOf(article).flatMap(run => mark(run, words, beginning)).concat(pictures(article, words, beginning))
  marked.sort(({ pieces: [one] }, { pieces: [two] }) => (one.compareDocumentPosition(two) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
  const found = marked.map(({ pieces }) => pieces)

  const state = make("span", "gh-arrival-state"), spoken = make("span", "gh-sr")
  const previous = button("上一处"), next = button("下一处"), clear = button("清除")
  spoken.setAttribute("role", "status")
  const bar = make("div", "gh-arrival", state, spoken, previous, next, clear)
  bar.setAttribute("role", "group")
  bar.setAttribute("aria-label", "检索标出的地方")
  document.querySelector("#gh-content").after(bar)

  let at = firstToShow(marked)
  const none = whole ? `这一页里没有连在一起的${quoted(said)}` : `${quoted(said)}没有标出来：检索用的数据没有读到，请刷新这一页再试`
  state.textContent = found.length ? `标出了${found.length}处${quoted(said)}` : none
  if (found.length > 1) state.textContent += `，现在是第${at + 1}处`
  function go(to, quietly) {
    for (const piece of found[at]) piece.classList.remove("gh-hit-now")
    at = (to + found.length) % found.length
    for (const piece of found[at]) piece.classList.add("gh-hit-now")
    for (let e = found[at][0].parentElement; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true
    found[at][0].scrollIntoView({ block: "center", inline: "nearest" })
    if (!quietly) spoken.textContent = state.textContent = `第${at + 1}处，共${found.length}处`
  }
  previous.hidden = next.hidden = found.length < 2
  previous.addEventListener("click", () => go(at - 1))
  next.addEventListener("click", () => go(at + 1))
  clear.addEventListener("click", () => {
    for (const piece of found.flat()) {
      piece.classList.remove("gh-hit", "gh-hit-now")
      if (piece.tagName !== "MARK") continue
      const parent = piece.parentNode
      piece.replaceWith(...piece.childNodes)
      parent.normalize()
    }
    bar.remove()
    const address = new URL(location.href)
    address.searchParams.delete("h")
    address.searchParams.delete("b")
    history.replaceState(history.state, "", address)
    document.querySelector("#gh-content").focus({ preventScroll: true })
  })
  bar.addEventListener("keydown", event => { if (event.key === "Escape") clear.click() })
  if (found.length) go(at, true)
  // said once the bar is there: a screen reader does not tell what comes with it
  setTimeout(() => { spoken.textContent = state.textContent }, 50)
}

// The number of the first place in the block that search has shown; of several that begin alike, and of none, of the
// first that stands in or after what the address points to.
function firstToShow(found) {
  let id = location.hash.slice(1)
  try { id = decodeURIComponent(id) } catch (error) { /* as it is written */ }
  const anchor = id && document.getElementById(id)
  const isAfter = ({ pieces: [piece] }) => !anchor ||
    anchor.compareDocumentPosition(piece) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)
  const tries = [place => place.quoted && isAfter(place), place => place.quoted, isAfter, () => true]
  return Math.max(0, ...tries.map(fits => found.findIndex(fits)).filter(at => at >= 0).slice(0, 1))
}

arrive()
