// The sections of both texts beside each other, with what stands in both and what became of figures.
import { make } from "./beside-element.js"
import { arranged, memory, sentences } from "./matching.js"

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

export function headOf(side, text, root) {
  const link = make("a", "", text.title || side.name)
  link.href = new URL(side.address, root).href
  return make("div", "gh-side", make("p", "", make("strong", "", side.name), make("br"), link))
}

export function rowsOf(sides, texts, now, said, counts) {
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

export function report(sides, texts, found, same) {
  const [one, two] = sides.map((side, at) => `${side.name}${texts[at].sections.length}段`)
  const counted = `${one}，${two}，对上${found.matched}段，新增${found.added}段，去掉${found.dropped}段。`
  const more = [[same.same, "句一字不差"], [same.figures, "句只改了数字"]].filter(([n]) => n).map(([n, words]) => `${n}${words}`)
  return counted + (more.length ? `${more.join("，")}。` : "")
}
