// Plain text: which lines of it are headings, which are paragraphs, and which is the title. A small twin of
// gonghui/intake/outline.py and wrapping.py, for what is pasted or typed.

import { fold } from "./figure-text.js"
import { cleaned } from "./form-text.js"

export const APART = /(?<=\p{Script=Han})(?<!第.{1,3}部分)[ \u00a0]+(?=\p{Script=Han})/gu
const ORDINAL = "[一二三四五六七八九十]{1,3}"
const RANKS = [[new RegExp(`^第?${ORDINAL}(?:、|部分[、：:]?)`), "## "], [new RegExp(`^[（(]${ORDINAL}[）)]、?`), "### "]]
const LONGEST = 40 // characters of a heading
const LONG = 26 // characters: longer than a heading or a line of an address
const STOP = /[。！？；，、.,;!?…]$/, ENDS = /[。！？；：!?;:…]['"”’）)》」』]*$/, GOES_ON = /[，、（(“‘《〈「『]$/
const NUMBERED = new RegExp(`^(?:第?${ORDINAL}[、，]|第${ORDINAL}(?:部分|章|节)|[（(](?:${ORDINAL}|\\d{1,2})[）)]|\\d{1,2}(?:[．、]|\\.(?!\\d))|[①-⑳●■◆·•※])`)
const MARKED = /^#{1,6} |^(?:```|~~~)/m // written as Markdown already
const ITEM = /^ *(?:[-*+]|\d{1,2}\.) +\S/, KEPT = /^(?:\|.*\||>.*)$/ // lists; tables and quotations
const DATE = /^(?:20\d{2}|二[〇○零].{2})年.{1,3}月.{1,3}日$/
const TITLE = /(?:总结|小结|汇报|报告|计划|要点|情况)$/

// The mark that belongs before a line with such a number, "" for none.
export const markOf = line => (RANKS.find(([start]) => start.test(line)) || ["", ""])[1]

// The line as a heading, told by its number, its length and the line that follows where one is known; "" for none.
export function headed(line, next) {
  const mark = markOf(line), words = line.replace(/[：:]$/, "")
  if (!mark || line.length > LONGEST) return ""
  if (/^[^。！？；：\d]+。$/.test(line)) { // 一、抓基层，打基础，组建工作扎实推进。
    return mark === "## " && next && markOf(next) !== mark ? mark + line.slice(0, -1) : ""
  }
  if (STOP.test(words) || words.includes("。")) return ""
  return mark === "### " && next !== undefined && (!next || markOf(next) === mark) ? "" : mark + words
}

const isRow = line => ITEM.test(line) || KEPT.test(line)

// Whether a line goes on where the one before was cut: by the width of a window, not by its writer.
function goesOn(before, line) {
  if (!before || /^[\t\u3000]|^ {2}/.test(line) || isRow(line) || isRow(before) || NUMBERED.test(line.trim()) || DATE.test(line.trim())) return false
  if (headed(before) || ENDS.test(before)) return false
  return GOES_ON.test(before) || (before.length > LONG && /[\p{Script=Han}\d%]$/u.test(before))
}

// Plain text as Markdown: headings marked, a blank line between paragraphs. What is Markdown already stays as it is.
export function fromPlain(text) {
  const clean = cleaned(text)
  if (MARKED.test(clean)) return clean
  const made = [] // [line, whether it follows the one before without a blank line]
  let last = "" // the line before, as it was cut
  for (const raw of clean.split("\n")) {
    const line = isRow(raw) ? raw : raw.trim().replace(APART, "")
    if (goesOn(last, raw)) {
      const one = made[made.length - 1]
      one[0] += (/[a-z]$/i.test(one[0]) && /^[a-z]/i.test(line) ? " " : "") + line
    } else if (line) made.push([line, [ITEM, KEPT].some(kind => kind.test(line) && kind.test(last))])
    last = line
  }
  return made.map(([line, close], at) => `${at ? (close ? "\n" : "\n\n") : ""}${headed(line, at + 1 < made.length ? made[at + 1][0] : "") || line}`).join("")
}

// Of a text, the title that it begins with in one line or two, and the rest: {title, rest}; null where none does. `own` is what
// the page writes of itself, `names` are the unit's.
export function titleIn(text, own, names) {
  const lines = cleaned(text).split("\n"), bare = line => line.replace(/^#+ |\*\*/g, "").trim().replace(APART, "")
  const first = lines.findIndex(line => line.trim()), second = lines.findIndex((line, at) => at > first && line.trim())
  if (first < 0) return null
  const split = names.some(name => fold(name) === fold(bare(lines[first]))) && second > 0
  const title = bare(lines[first]) + (split ? bare(lines[second]) : "")
  const is = fold(title) === fold(own) || (title.length <= LONGEST + 10 && !NUMBERED.test(title) && !/[，。；：]/.test(title) && TITLE.test(title))
  return is ? { title, rest: lines.slice((split ? second : first) + 1).join("\n").trim() } : null
}
