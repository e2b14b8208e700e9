// A preview of the page: title, figures, text. Only a small part of Markdown is shown; the page itself is made
// by the site. Everything is built as elements and text.

import { empty, make } from "./form-element.js"

const ITEM = /^( *)(?:[-*+]|(\d+)\.) +(.*)$/, RULE = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/

// Bold, italics, links and pictures within a line; \* is a star.
function inline(text) {
  const found = []
  let rest = text
  const one = /\\([\\`*_{}[\]()#+\-.!|<>])|\*\*([^*]+)\*\*|!?\[([^\]]*)\]\([^)]*\)/
  for (let match = one.exec(rest); match; match = one.exec(rest)) {
    found.push(rest.slice(0, match.index))
    if (match[1]) found.push(match[1])
    else if (match[2]) found.push(make("strong", {}, match[2]))
    else found.push(make("u", {}, match[3]))
    rest = rest.slice(match.index + match[0].length)
  }
  return [...found, rest]
}

const cells = line => line.trim().replace(/^\|/, "").replace(/\|$/, "").split(/(?<!\\)\|/).map(cell => cell.trim().replace(/\\\|/g, "|"))

function table(lines) {
  const [head, , ...rows] = lines.map(cells), row = (tag, texts) => make("tr", {}, ...texts.map(text => make(tag, tag === "th" ? { scope: "col" } : {}, ...inline(text))))
  const made = make("table", { class: "gh-words" }, make("thead", {}, row("th", head)), make("tbody", {}, ...rows.map(texts => row("td", texts))))
  return make("div", { class: "gh-scroll", tabindex: "0", role: "region", "aria-label": "正文里的表" }, made)
}

function list(lines) {
  const ordered = ITEM.exec(lines[0])[2] !== undefined
  return make(ordered ? "ol" : "ul", {}, ...lines.map(line => make("li", {}, ...inline((ITEM.exec(line) || [0, 0, 0, line.trim()])[3]))))
}

// The text as elements: blocks parted by blank lines, headings wherever they stand.
function blocks(text) {
  const made = []
  let lines = []
  const flush = () => {
    if (!lines.length) return
    if (lines.length > 1 && lines[0].includes("|") && RULE.test(lines[1].trim())) made.push(table(lines))
    else if (ITEM.test(lines[0])) made.push(list(lines))
    else if (lines.length === 1 && /^(?:-{3,}|\*{3,})$/.test(lines[0].trim())) made.push(make("hr", {}))
    else made.push(make("p", {}, ...inline(lines.join("\n"))))
    lines = []
  }
  for (const line of text.split("\n")) {
    const heading = /^(#{1,6})\s*(.*?)\s*#*$/.exec(line)
    if (heading || !line.trim()) flush()
    if (heading) made.push(make(`h${Math.min(Math.max(heading[1].length + 1, 3), 5)}`, {}, ...inline(heading[2])))
    else if (line.trim()) lines.push(line)
  }
  flush()
  return made
}

// Shows a summary's title, its figures [[name, as written, unit, what was said a year before] …] and its text.
export function preview(box, { title, figures, before, text }) {
  const head = ["指标", "本期", ...(before ? [before] : [])].map((name, at) => make("th", { scope: "col", class: at ? "gh-num" : false }, name))
  const rows = figures.map(([name, written, then]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", { class: "gh-num" }, written),
    ...(before ? [make("td", { class: "gh-num" }, then)] : [])))
  const grid = make("table", { class: "gh-grid" }, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows))
  empty(box).append(make("p", { class: "gh-form-title" }, title))
  if (rows.length) box.append(make("div", { class: "gh-scroll", tabindex: "0", role: "region", "aria-label": "填好的数" }, grid))
  box.append(make("div", { class: "gh-prose" }, ...blocks(text)))
}
