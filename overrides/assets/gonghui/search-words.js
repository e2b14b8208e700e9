// What search says of itself: how much was found and in which way, or why nothing could be looked for.

import { Unreadable } from "./search.js"

const LONG = 24 // characters of a query that are said again

// What was looked for, in quotation marks, cut where it is long.
export function quoted(query) {
  const characters = Array.from(query.trim())
  return `“${characters.slice(0, LONG).join("")}${characters.length > LONG ? "…" : ""}”`
}

export function counted({ total, exact, looser }, query, narrowed) {
  const words = quoted(query)
  if (!total && narrowed) return `在选定的范围里没有找到${words}。`
  if (!total) return `没有找到${words}。可以少写几个字，或者换一个说法。`
  if (looser) return `没有写着${words}的。下面${total}篇是放宽了找的：这些字都有，但不连在一起。`
  if (!exact) return `${narrowed ? "在选定的范围里" : ""}没有原样写着${words}的。按同义词、曾用名等找到${total}篇。`
  const other = total - exact
  return `找到${total}篇${other ? `，其中${other}篇是按同义词、曾用名等找到的` : ""}。`
}

export function failed(error) {
  if (!(error instanceof Unreadable)) return "检索出了错，请刷新这一页再试。"
  if (!navigator.onLine) return "现在没有联网，检索用的数据读不到。请连上网络，再按“重试”。"
  return "检索用的数据没有读到，可能是网络断了，也可能是网站正在更新。请稍等一会儿，再按“重试”。"
}
