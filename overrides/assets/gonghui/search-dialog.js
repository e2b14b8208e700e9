// Search over the page one is reading: a field and the first results, opened by / or by the header's link.

import { listen, walk } from "./search-field.js"
import { hit, make } from "./search-hit.js"
import { site } from "./search-index.js"
import { counted, failed, number } from "./search-words.js"
import { Unreadable, search } from "./search.js"

const MOST = 8, EXAMPLES = 5
const SLOW = 400 // milliseconds after which a reader is told to wait
let opened = null
let back = null // what had the focus

// `link` is the header's; it leads to the page that has all results.
export function open(link) {
  opened = opened || build(link.href)
  if (!opened.dialog.open) {
    back = document.activeElement
    opened.dialog.showModal()
  }
  opened.input.focus()
  opened.input.select()
}

function button(name, text) {
  const element = make("button", name, text)
  element.type = "button"
  return element
}

function build(page) {
  const input = make("input")
  // no field of type search: there Escape would empty it first
  Object.assign(input, { type: "text", name: "q", placeholder: "要找的文字", spellcheck: false, autocomplete: "off" })
  input.setAttribute("aria-label", "要找的文字")
  input.setAttribute("enterkeyhint", "search")
  const close = button("gh-dialog-close", "关闭"), again = button("gh-button", "重试")
  const form = make("form", "gh-ask", input, close)
  form.setAttribute("role", "search")
  const state = make("p", "gh-search-state"), hits = make("ol", "gh-hits")
  state.setAttribute("role", "status")
  hits.setAttribute("aria-label", "结果")
  const all = make("a", "", "全部结果")
  const keys = make("p", "gh-dialog-keys", "↑ ↓ 选一条，回车打开，Esc 关闭")
  const foot = make("div", "gh-dialog-foot", make("p", "", all), keys)
  const scroll = make("div", "gh-dialog-scroll", hits)
  const dialog = make("dialog", "gh-dialog md-typeset", form, state, again, scroll, foot)
  dialog.setAttribute("aria-label", "检索")
  const examples = make("ul", "gh-dialog-examples")
  examples.setAttribute("aria-label", "例子")
  scroll.append(examples)
  again.hidden = examples.hidden = true
  document.body.append(dialog)

  let turn = 0
  const addressOf = query => (query ? `${page}?${new URLSearchParams({ q: query })}` : page)

  async function look() {
    const mine = ++turn, query = input.value.trim()
    all.href = addressOf(query)
    again.hidden = true
    keys.hidden = false
    if (!query) {
      show("可以写一个词、一个数、一个单位，几个词用空格隔开。", [], "到检索页")
      return offer(mine)
    }
    examples.hidden = true
    const slow = setTimeout(() => { if (mine === turn) state.textContent = "正在查……" }, SLOW)
    try {
      const answer = await search(query, { limit: MOST })
      if (mine !== turn) return // something else has been typed since
      const rest = answer.total > answer.results.length ? `全部${number(answer)}，可以按年份、单位缩小范围` : "到检索页看，可以按年份、单位缩小范围"
      show(counted(answer, query), answer.results.map(result => hit(result, query, answer.looser)), rest)
    } catch (error) {
      if (mine !== turn) return
      show(failed(error), [], "到检索页")
      again.hidden = false
      keys.hidden = true
      if (!(error instanceof Unreadable)) throw error
    } finally {
      clearTimeout(slow)
    }
  }

  // What this site has: of its groups of words the first of each, and a unit.
  async function offer(mine) {
    const known = await site().catch(() => null)
    if (!known || mine !== turn) return
    const words = known.words.filter(([kind]) => kind === "同义词").map(([, word]) => word).slice(0, EXAMPLES - 1)
    const [unit] = Object.values(known.units).slice(0, 1).map(([name]) => name)
    while (examples.firstChild) examples.firstChild.remove()
    for (const word of [...words, ...(unit ? [unit] : [])]) {
      const example = button("gh-example", word)
      example.addEventListener("click", () => {
        input.value = word
        input.focus()
        look()
      })
      examples.append(make("li", "", example))
    }
    examples.hidden = !examples.children.length
    if (!examples.hidden) state.textContent += "例如："
  }

  function show(said, items, rest) {
    state.textContent = said
    while (hits.firstChild) hits.firstChild.remove()
    hits.append(...items)
    scroll.scrollTop = 0
    all.textContent = rest
  }

  listen(input, { typed: look, entered: () => { location.href = addressOf(input.value.trim()) } })
  walk(input, dialog, () => [...hits.querySelectorAll("a"), all])
  again.addEventListener("click", () => look().then(() => input.focus()))
  close.addEventListener("click", () => dialog.close())
  hits.addEventListener("click", event => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close()
  })
  // what is beside the dialog belongs to it as well, what is in it does not
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close() })
  // the theme has keys of its own
  dialog.addEventListener("keydown", event => event.stopPropagation())
  dialog.addEventListener("close", () => { if (back && back.isConnected) back.focus() })
  look()
  return { dialog, input }
}
