// What to look at once more before a file is handed in: odd, but not refused by the check-up.

import { nameIn } from "./form-data.js"
import { isRunning, isToCome, sayDay } from "./form-period.js"
import { fromPlain, titleIn } from "./form-plain.js"
import { cleaned } from "./form-text.js"

// What the page writes over the text where the author gives no title.
export const usualTitle = (unit, period) => `${nameIn(unit, period)}${period.name}工会工作总结`

// The title with which the text begins, {title, rest}, null for none.
export const titleOf = ({ draft, unit, period }) => titleIn(draft.text, unit && period ? usualTitle(unit, period) : draft.title || " ", unit ? unit.names.map(name => name.text) : [])

// Whether lines and numbers of the text could still become paragraphs and headings.
export const isUntidy = text => fromPlain(text).trim() !== cleaned(text).trim()

// [[words, id of the field] …]
export function doubtsOf(now) {
  const { draft, unit, period, rows, local } = now, found = [], tell = (text, id) => found.push([text, id])
  const compared = draft.class === "summary" || draft.class === "special", year = draft.kind === "campaign" ? "gh-first" : "gh-year"
  if (period && compared && isToCome(period)) tell(`${period.name}还没有开始，请核对期间。`, year)
  else if (period && compared && isRunning(period) && draft.dataStatus === "核定") tell(`${period.name}还没有过完，数据状态请选“快报”或“初步”。`, "gh-dataStatus")
  if (draft.status === "签发" && !draft.issued) tell("状态是“签发”，还没有写签发日期。还没有签发的，请选“起草”。", "gh-issued")
  if (draft.status !== "签发" && draft.issued) tell(`写了签发日期${sayDay(draft.issued)}，状态还是“${draft.status}”。已经签发的，请选“签发”。`, "gh-status")
  for (const row of rows) if (row.doubt) tell(`${row.doubt}：${row.written}。`, row.input.id)
  for (const one of local) if (one.doubt) tell(`其他数字“${one.name.value.trim()}”${one.doubt}：${one.text.value.trim()}。`, one.text.id)
  if (titleOf(now)) tell("正文开头是标题，网页会自己写标题，这样就写了两遍。可以按“把标题移出正文”。", "gh-text")
  const top = cleaned(draft.text).split("\n").findIndex(line => /^ {0,3}#(?!#)/.test(line))
  if (top >= 0 && !titleOf(now)) tell(`正文第${top + 1}行是“# ……”，与网页的题目一样大。题目请删去，小标题请写“## ……”。`, "gh-text")
  if (isUntidy(draft.text)) tell("正文里有的行还没有分段，或者小标题前面没有“##”。可以按“整理段落和小标题”。", "gh-text")
  const blanks = rows.filter(row => !row.written).length
  if (blanks && unit) tell(`还有${blanks}项指标空着，不会写进文件。没有数的请选“未报”或“不适用”。`, rows.find(row => !row.written).input.id)
  if (!draft.text.trim()) tell("正文还空着。", "gh-text")
  return found
}
