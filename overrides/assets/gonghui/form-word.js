// A text of Word or of a web page, as it is copied, becomes Markdown: headings, paragraphs, lists, tables, bold.

import { APART, ITEM_RANK, headed, levelsOf, rankOf } from "./form-plain.js"
import { cleaned } from "./form-text.js"

const HAN = "[\\p{Script=Han}，。、；：？！（）《》“”]"
const WRAPPED = new RegExp(`(?<=${HAN})\\s*\\n\\s*(?=${HAN})`, "gu")

// A text of Word or of a web page as Markdown: headings, paragraphs, lists, tables, bold. The HTML is read apart
// and never put into this page.
export function fromHtml(html) {
  const blocks = []
  walk(new DOMParser().parseFromString(unstyled(html), "text/html").body, blocks)
  const made = blocks.filter(block => block.text), bare = made.map(({ words, text }) => (words === undefined ? text : words))
  const heads = made.map(({ style, words }, at) => (style ? bare[at] : words ? headed(words, at + 1 < bare.length ? bare[at + 1] : "", at ? bare[at - 1] : "") : ""))
  const levels = levelsOf(heads.map((words, at) => ({ words, style: made[at].style || 0 })).filter(({ words }) => words))
  const text = made.map((block, at) => (at && !(block.item && made[at - 1].item) ? "\n" : "") + (heads[at] ? `${"#".repeat(levels.shift())} ${heads[at]}` : block.text))
  return cleaned(text.join("\n")).trim()
}

// The page's policy lets no style and no handler in, nor does it where HTML is only read: they are kept as data.
const unstyled = html => html.replace(/<style\b[^]*?<\/style\s*>/gi, "")
  .replace(/<[a-z][^<>]*>/gi, tag => tag.replace(/(\s)(?=(?:style|on[a-z]+)\s*=)/gi, "$1data-"))
const styleOf = element => element.getAttribute("data-style") || ""

const BLOCK = /^(?:P|DIV|SECTION|ARTICLE|H[1-6]|UL|OL|LI|TABLE|BLOCKQUOTE|PRE|BODY|HR|CENTER|MAIN|HEADER|FOOTER)$/
const SILENT = /^(?:SCRIPT|STYLE|HEAD|TITLE|META|LINK|TEMPLATE|NOSCRIPT|OBJECT|IFRAME|DEL|SELECT|TEXTAREA)$/i
// A comment of Word, and what nobody sees.
const UNSEEN = /mso-element:\s*comment|mso-special-character:\s*comment|display:\s*none/i
const isSilent = element => SILENT.test(element.tagName) || element.classList.contains("msocomanchor") || UNSEEN.test(styleOf(element))

function walk(node, blocks) {
  let running = []
  const flush = () => {
    if (running.length) blocks.push(paragraph(running, null))
    running = []
  }
  for (const child of node.childNodes) {
    if (child.nodeType === 1 && isSilent(child)) continue
    if (child.nodeType === 1 && BLOCK.test(child.tagName)) {
      flush()
      block(child, blocks)
    } else if (child.nodeType === 3 || child.nodeType === 1) {
      if (child.nodeType === 1 && child.querySelector("p, div, table, ul, ol")) {
        flush()
        walk(child, blocks)
      } else running.push(child)
    }
  }
  flush()
}

function block(element, blocks) {
  const tag = element.tagName
  if (tag === "TABLE") blocks.push({ text: table(element) })
  else if (tag === "UL" || tag === "OL") list(element, blocks, "")
  else if (/^H[1-6]$/.test(tag)) blocks.push(headingOf(inline(element, false).trim(), +tag[1]))
  else if (element.querySelector("p, div, table, ul, ol, h1, h2, h3, h4, h5, h6")) walk(element, blocks)
  else blocks.push(paragraph([...element.childNodes], element))
}

function list(element, blocks, indent) {
  let number = 0
  for (const item of element.children) {
    if (/^[UO]L$/.test(item.tagName)) list(item, blocks, `${indent}    `)
    if (item.tagName !== "LI") continue
    const inner = [...item.children].filter(child => /^[UO]L$/.test(child.tagName))
    const words = [...item.childNodes].filter(child => !inner.includes(child)).map(child => inline(child, true)).join("").trim()
    number += 1
    if (words) blocks.push({ text: `${indent}${element.tagName === "OL" ? `${number}.` : "-"} ${words}`, item: true })
    for (const below of inner) list(below, blocks, `${indent}    `)
  }
}

// A heading is told by its style, 1 to 6, its level by all of them: `words` are what it says without marks.
const headingOf = (words, style) => ({ text: words, words, style })

// A paragraph of Word may be an item of a list or a heading, told by its style or its number.
function paragraph(nodes, element) {
  const name = element ? element.className || "" : ""
  const sign = element && [...element.querySelectorAll("[data-style]")].find(one => /mso-list:\s*ignore/i.test(styleOf(one)))
  if (sign) {
    const mark = /\d/.test(sign.textContent) ? "1." : "-"
    const rank = rankOf(sign.textContent.trim()), style = rank < 2 ? 1 : 2
    if (rank >= 0 && rank !== ITEM_RANK) return headingOf(`${tidy(sign.textContent)}${inline(element, false, sign).trim()}`, style)
    return { text: `${mark} ${inline(element, true, sign).trim()}`, item: true }
  }
  const style = /(?:heading|标题)\s*([1-6])/i.exec(name), words = nodes.map(node => inline(node, true)).join("").replace(/\*{4}/g, "").trim()
  const bare = words.replace(/\*\*/g, "")
  if (style) return headingOf(bare, +style[1])
  if (/^\d+\.\s/.test(words)) return { text: words.replace(".", "\\."), words: bare }
  return { words: bare, text: /^(?:#{1,6}\s|[-+>]\s|---|===)/.test(words) ? `\\${words}` : words }
}

const tidy = text => text.replace(WRAPPED, "").replace(/\s+/g, " ").replace(APART, "").trim()
const isBold = element => /^(?:B|STRONG)$/.test(element.tagName) || /(?:^|;)\s*font-weight:\s*(?:bold|[6-9]00)\s*(?:;|$)/i.test(styleOf(element))

function inline(node, bold, without) {
  if (node === without || node.nodeType === 8) return ""
  if (node.nodeType === 3) return node.data.replace(WRAPPED, "").replace(/[\s\u00a0]+/g, " ").replace(APART, "").replace(/[*`\\]/g, "\\$&").replace(/<(?=[A-Za-z/!?])/g, "＜")
  if (node.nodeType !== 1 || isSilent(node)) return ""
  if (node.tagName === "BR") return "\n"
  const text = [...node.childNodes].map(child => inline(child, bold && !isBold(node), without)).join("")
  const trimmed = text.trim()
  return bold && isBold(node) && trimmed && !trimmed.includes("\n") ? text.replace(trimmed, () => `**${trimmed}**`) : text
}

// A cell over several columns or rows stands in the first of them, the others are empty.
function table(element) {
  const rows = [], below = []
  for (const row of [...element.rows]) {
    const cells = []
    const skip = () => { for (; below[cells.length] > 0; cells.push("")) below[cells.length] -= 1 }
    for (const cell of row.cells) {
      skip()
      const words = [tidy(inline(cell, false)).replace(/\|/g, "\\|"), ...Array(Math.min(cell.colSpan, 20) - 1).fill("")]
      for (const one of words) {
        below[cells.length] = Math.min(cell.rowSpan, 500) - 1
        cells.push(one)
      }
    }
    skip()
    rows.push(cells)
  }
  const width = Math.max(0, ...rows.map(row => row.length))
  if (!width) return ""
  const written = rows.map(row => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`)
  return [written[0], `|${" --- |".repeat(width)}`, ...written.slice(1)].join("\n")
}
