// One result as it is listed: its title, what it is, the sentence with the hit marked, where that stands.
// All text is set as text: nothing that was written in a summary is ever taken for HTML.

import { places } from "./search-text.js"

export function make(tag, name, ...content) {
  const element = document.createElement(tag)
  if (name) element.className = name
  element.append(...content)
  return element
}

// The text in pieces, those between the places [[start, end]…] marked.
function marked(text, marks) {
  const pieces = []
  let done = 0
  for (const [start, end] of marks) {
    pieces.push(text.slice(done, start), make("mark", "", text.slice(start, end)))
    done = end
  }
  return [...pieces, text.slice(done)]
}

// A result's page, told what to mark there (search-arrival.js): what was typed, or what was found in its place; and
// how the block begins that is shown here.
function addressOf(result, query, looser) {
  const address = new URL(result.url)
  const words = result.via.length || looser ? result.forms.join(" ") : query.trim()
  address.searchParams.set("h", words)
  if (result.block) address.searchParams.set("b", result.block)
  return address.href
}

export function hit(result, query, looser) {
  const link = make("a", "", ...marked(result.title, places(result.title, result.forms)))
  link.href = addressOf(result, query, looser)
  // what the title says is not said again
  const about = [result.kind, ...[result.unit, result.period].filter(name => name && !result.title.includes(name))]
  const of = make("p", "gh-hit-of", about.join(" · "))
  for (const other of result.via) of.append(" ", make("span", "gh-hit-via", other))
  const item = make("li", "", make("p", "gh-hit-title", link), of, make("p", "gh-hit-text", ...marked(result.excerpt, result.marks)))
  const where = [result.heading && result.heading !== result.title ? `在“${result.heading}”下` : "", result.more ? `另有${result.more}处` : ""].filter(Boolean)
  if (where.length) item.append(make("p", "gh-hit-under", where.join("，")))
  // wherever one clicks, unless to select text
  item.addEventListener("click", event => {
    if (event.target.closest("a") || `${getSelection()}`) return
    const { ctrlKey, metaKey, shiftKey } = event
    link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey }))
  })
  return item
}
