// What a summary's own page says, taken out of it so that it can stand on another page: its text in
// sections, and the rows of its table of figures. Nothing in it runs here, and every link and picture
// leads where it led there.

const NEVER = "script, style, link, meta, base, iframe, object, embed, form, template"
const HEADING = /^H[2-6]$/

// Ids must not meet those of the other text; what pointed to them follows.
function settled(fragment, url, prefix) {
  fragment.querySelectorAll(NEVER).forEach(element => element.remove())
  fragment.querySelectorAll("*").forEach(element => {
    for (const { name } of [...element.attributes]) {
      if (name.startsWith("on") || name === "style" || name === "download") element.removeAttribute(name)
    }
  })
  const ids = new Set([...fragment.querySelectorAll("[id]")].map(element => element.id))
  fragment.querySelectorAll("[id]").forEach(element => {
    if (element.matches(".gh-said")) element.dataset.ghAnchor = element.id
    element.id = prefix + element.id
  })
  fragment.querySelectorAll("[aria-labelledby]").forEach(element => {
    element.setAttribute("aria-labelledby", prefix + element.getAttribute("aria-labelledby"))
  })
  fragment.querySelectorAll("[href], [src]").forEach(element => {
    const name = element.hasAttribute("href") ? "href" : "src", to = element.getAttribute(name)
    const inside = to.startsWith("#") && ids.has(decodeURIComponent(to.slice(1)))
    element.setAttribute(name, inside ? `#${prefix}${to.slice(1)}` : new URL(to, url).href)
  })
}

// The paragraphs of a block, each once: lines of a list too, tables not.
function paragraphsOf(block) {
  const found = block.matches("p") ? [block] : [...block.querySelectorAll("p, li, dd")]
  return found.filter(element => !element.closest("table") && !element.querySelector("p, li, ul, ol, table"))
}

// The rows of the table of figures, one for each metric, with the anchors of the sentences that say it.
function rowsOf(page, url, prefix) {
  const heading = page.getElementById("gh-figures"), rows = []
  const table = heading && heading.nextElementSibling
  if (!table) return rows
  table.querySelectorAll(".gh-mark").forEach(mark => mark.remove())
  table.querySelectorAll("tbody tr").forEach(row => {
    const label = row.querySelector("th a")
    if (!label || row.matches(".gh-group")) return
    const [figure, unit] = row.querySelectorAll("td"), link = figure.querySelector("a")
    const to = link ? link.getAttribute("href") : ""
    rows.push({
      name: label.textContent,
      label: [...row.cells[0].childNodes].map(node => document.importNode(node, true)),
      figure: [...figure.childNodes].map(node => document.importNode(node, true)),
      state: [...figure.classList].filter(name => name !== "gh-num").join(" "),
      unit: unit.textContent,
      anchors: to.startsWith("#") ? [to.slice(1)] : [],
    })
  })
  for (const { label, figure } of rows) {
    for (const link of [...label, ...figure].filter(node => node.nodeType === 1 && node.matches("a"))) {
      const to = link.getAttribute("href")
      link.setAttribute("href", to.startsWith("#gh-s") ? `#${prefix}${to.slice(1)}` : new URL(to, url).href)
    }
  }
  return rows
}

// A summary's page as text. `url` is where it stands, `keys` the numbers of its figures in the order of its
// table, `prefix` what its ids begin with here. The sections are those that matching.js asks for, with
// `heading` and `blocks` as nodes of this document.
export function readText(html, url, keys, prefix) {
  const page = new DOMParser().parseFromString(html, "text/html")
  const rows = rowsOf(page, url, prefix), prose = document.createElement("div")
  const source = page.querySelector(".gh-prose"), title = page.querySelector("article h1, h1")
  prose.append(...[...(source ? source.childNodes : [])].map(node => document.importNode(node, true)))
  settled(prose, url, prefix)
  const keyOf = new Map()
  rows.forEach((row, at) => row.anchors.forEach(anchor => {
    keyOf.set(anchor, [...(keyOf.get(anchor) || []), keys[at]])
  }))
  const sections = [{ level: 0, title: "", text: "", figures: [], heading: [], blocks: [] }]
  const paragraphs = []
  for (const block of [...prose.children]) {
    if (HEADING.test(block.tagName)) {
      const level = Number(block.tagName[1])
      sections.push({ level, title: block.textContent, text: "", figures: [], heading: [...block.childNodes], blocks: [] })
      continue
    }
    const section = sections[sections.length - 1]
    section.text += `${block.textContent}\n`
    section.blocks.push(block)
    block.querySelectorAll(".gh-said").forEach(sentence => {
      section.figures.push(...(keyOf.get(sentence.dataset.ghAnchor) || []))
    })
    paragraphs.push(...paragraphsOf(block))
  }
  if (!sections[0].blocks.length) sections.shift()
  return { title: title ? title.textContent : "", rows, sections, paragraphs, prose }
}
