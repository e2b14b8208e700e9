// What search says of itself: how much was found and in which way, or why nothing could be looked for.

import { Unreadable } from "./search.js"
import { unquoted } from "./search-text.js"
import { QUOTES } from "./search-wider.js"

const LONG = 24 // characters of a query that are said again

// What was looked for, in quotation marks, cut where it is long; its own marks are set as inner ones.
export function quoted(query) {
  const characters = Array.from(unquoted(query.trim()))
  const said = `${characters.slice(0, LONG).join("")}${characters.length > LONG ? "…" : ""}`
  return `“${said.replace(/“/g, "‘").replace(/”/g, "’")}”`
}

// Summaries are counted as such; where other pages are among them, all are pages.
export const number = ({ total, summaries }, count = total) => `${count}${summaries === total ? "篇" : "页"}`

export function counted(answer, query, narrowed) {
  const { total, exact, looser, others } = answer, words = quoted(query)
  if (!total && narrowed) return `在选定的范围里没有找到${words}。`
  if (!total) return `没有找到${words}。可以少写几个字，或者换一个说法。`
  if (looser) return `没有找到完全相同的${words}。下面${number(answer)}是相近的：单位和时间对得上，或者这些词都有，但不连在一起。`
  const ways = others.map(([kind, count]) =>
    (kind === QUOTES ? `不带引号的${number(answer, count)}` : `按${kind}找到${number(answer, count)}`)).join("，")
  if (exact) return `找到${number(answer)}${ways ? `，其中${ways}` : ""}。`
  const asTyped = others.some(([kind]) => kind === QUOTES) ? "连引号一起写着" : "原样写着"
  return `${narrowed ? "在选定的范围里" : ""}没有${asTyped}${words}的。${ways}。`
}

export function failed(error) {
  if (!(error instanceof Unreadable)) return "检索出了错，请刷新这一页再试。"
  if (!navigator.onLine) return "现在没有联网，检索用的数据读不到。请连上网络，再按“重试”。"
  return "检索用的数据没有读到，可能是网络断了，也可能是网站正在更新。请稍等一会儿，再按“重试”。"
}
