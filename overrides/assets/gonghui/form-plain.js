// Plain text: which lines of it are headings, which are paragraphs, and which is the title. A small twin of
// gonghui/intake/outline.py and wrapping.py, for what is pasted or typed.

import { fold } from "./figure-text.js"
import { cleaned } from "./form-text.js"

export const APART = /(?<=\p{Script=Han})(?<!第.{1,3}部分)[ \u00a0]+(?=\p{Script=Han})/gu
const ORDINAL = "[一二三四五六七八九十]{1,3}"
// 第一部分, 一、, （一）, 1.女职工
const RANKS = [`第${ORDINAL}(?:部分|章|篇)[、：:]?`, `第?${ORDINAL}、`, `[（(]${ORDINAL}[）)]、?`, "\\d{1,2}(?:[．、]|\\.(?!\\d))"].map(mark => new RegExp(`^${mark}`))
export const ITEM_RANK = 3
const LONGEST = 40 // characters of a heading
const INDENT = /^[\t\u3000]|^ {2}/, SOME = 16 // characters: longer than a name or a date
const LONG = 26 // characters: longer than a heading or a line of an address
const STOP = /[。！？；，、.,;!?…]$/, ENDS = /[。！？；：!?;:…]['"”’）)》」』]*$/, GOES_ON = /[，、（(“‘《〈「『]$/
const NUMBERED = new RegExp(`^(?:第?${ORDINAL}[、，]|第${ORDINAL}(?:部分|章|节)|[（(](?:${ORDINAL}|\\d{1,2})[）)]|\\d{1,2}(?:[．、]|\\.(?!\\d))|[①-⑳●■◆·•※])`)
const MARKED = /^#{1,6} |^(?:```|~~~)/m // written as Markdown already
const ITEM = /^ *(?:[-*+]|\d{1,2}\.) +\S/, KEPT = /^(?:\|.*\||>.*)$/ // lists; tables and quotations
const DATE = /^(?:20\d{2}|二[〇○零].{2})年.{1,3}月.{1,3}日$/
const SHORT = /^\d{1,2}[．、.] ?[^，。；、：\d]{2,22}$/ // 1.女职工
const TITLE = /(?:总结|小结|汇报|报告|计划|要点|情况)$/, TITLED = /(?:年|工会).*(?:总结|小结|汇报|报告|计划|要点)$/

// 0 for a line that begins with 第一部分, 1 with 一、, 2 with （一）, 3 with 1.; -1 for no number.
export const rankOf = line => RANKS.findIndex(start => start.test(line))

// The words of a line that is a heading, told by its number, its length and the lines around it where they are known; ""
// for none.
export function headed(line, next, before = "") {
  const rank = rankOf(line), words = line.replace(/[：:]$/, ""), follows = next ? rankOf(next) : -1
  if (rank < 0 || line.length > LONGEST) return ""
  if (/^[^。！？；：\d]+。$/.test(line)) { // 一、抓基层，打基础，组建工作扎实推进。
    return rank < 2 && next && follows !== rank ? line.slice(0, -1) : ""
  }
  if (STOP.test(words) || words.includes("。")) return ""
  if (rank === ITEM_RANK) return next && follows < 0 && rankOf(before) !== rank && SHORT.test(line) && ENDS.test(next) ? words : ""
  return rank === 2 && next !== undefined && (!next || follows === rank) ? "" : words
}

// The levels of a text's headings, from 2 on: those with a number stand as in official documents, （一） below 一、, whatever
// their style; the others by their style (1 is the highest), like a numbered one of the same style. A title above all counts
// for nothing. `heads` are [{words, style} …], the style 0 for none.
export function levelsOf(heads) {
  const title = heads.findIndex(({ words }) => TITLED.test(words)), above = []
  const before = heads.slice(0, title + 1).every(({ words }) => rankOf(words) < 0) ? title + 1 : 0
  return heads.map(({ words, style }, at) => {
    if (at < before) return 2
    const alike = heads.find(one => one.style === style && rankOf(one.words) >= 0), own = rankOf(words)
    const rank = own >= 0 ? own : alike ? rankOf(alike.words) : style / 10 - 1
    while (above.length && above[above.length - 1].rank >= rank) above.pop()
    const higher = above.length ? above[above.length - 1].level : 1, level = Math.min(Math.max(higher + 1, rank === 2 ? 3 : 2), 4)
    above.push({ rank, level })
    return level
  })
}

const isRow = line => ITEM.test(line) || KEPT.test(line)

// Whether a line goes on where the one before was cut: by the width of a window, not by its writer.
function goesOn(before, indented, line) {
  if (!before || INDENT.test(line) || isRow(line) || isRow(before) || NUMBERED.test(line.trim()) || DATE.test(line.trim())) return false
  if (headed(before) || SHORT.test(before) || TITLED.test(before) || ENDS.test(before)) return false
  if (indented && before.length > SOME) return true // 　　……工会做了以下⏎工作：
  return GOES_ON.test(before) || (before.length > LONG && /[\p{Script=Han}\d%]$/u.test(before))
}

// Plain text as Markdown: headings marked, a blank line between paragraphs. What is Markdown already stays as it is.
export function fromPlain(text) {
  const clean = cleaned(text)
  if (MARKED.test(clean)) return clean
  const made = [] // [line, whether it follows the one before without a blank line]
  let last = "", indented = false // the line before, as it was cut; whether its paragraph is indented
  for (const raw of clean.split("\n")) {
    const line = isRow(raw) ? raw : raw.trim().replace(APART, "")
    const on = goesOn(last, indented, raw)
    if (on) {
      const one = made[made.length - 1]
      one[0] += (/[a-z]$/i.test(one[0]) && /^[a-z]/i.test(line) ? " " : "") + line
    } else if (line) made.push([line, [ITEM, KEPT].some(kind => kind.test(line) && kind.test(last))])
    indented = INDENT.test(raw) || (on && indented)
    last = line
  }
  const heads = made.map(([line], at) => headed(line, at + 1 < made.length ? made[at + 1][0] : "", at ? made[at - 1][0] : ""))
  const levels = levelsOf(heads.filter(Boolean).map(words => ({ words, style: 0 })))
  return made.map(([line, close], at) => `${at ? (close ? "\n" : "\n\n") : ""}${heads[at] ? `${"#".repeat(levels.shift())} ${heads[at]}` : line}`).join("")
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
