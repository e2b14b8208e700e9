// The field of the text: what is pasted into it from Word, dropped on it or chosen as a file.

import { empty, make } from "./form-element.js"
import { fromPlain } from "./form-plain.js"
import { cleaned } from "./form-text.js"
import { fromHtml } from "./form-word.js"

const LARGE = 2000000 // bytes of a file
const MOST = 200 // lines that are put in so that Ctrl+Z takes them back
const MARKDOWN = /^#{1,6} \S|^\|.*\|\s*$/m // copied out of an editor, which gives its colours along as HTML
const OFFICE = /\.(?:docx?|wps|rtf|pdf|odt|xlsx?)$/i

// Puts a text in the place of what is marked, so that Ctrl+Z takes it back.
export function insert(field, words) {
  field.focus()
  const before = field.value
  const short = words.split("\n").length <= MOST // the browser takes minutes over thousands of lines
  if (short && document.execCommand("insertText", false, words) && (field.value !== before || !words)) return
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end")
  field.dispatchEvent(new Event("input", { bubbles: true }))
}

// Puts a text below what is there already, a blank line between. Words that say so, with a button that takes it back.
function putBelow(field, words) {
  const before = field.value, start = before.trimEnd()
  field.setSelectionRange(start.length, before.length)
  insert(field, start ? `\n\n${words}` : words)
  if (!start) return []
  const back = make("button", { type: "button", class: "gh-bare" }, "放错了，退回")
  back.addEventListener("click", () => {
    back.parentNode.textContent = "已退回，正文和原来一样。"
    field.select()
    insert(field, before)
  })
  field.addEventListener("input", () => back.remove(), { once: true })
  return ["接在原来的正文下面。", back]
}

// The text of a file, whatever it was saved as; the front matter of one that has some is left out.
async function read(file) {
  const bytes = await file.arrayBuffer()
  let text
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch (error) {
    text = new TextDecoder("gb18030").decode(bytes)
  }
  const head = /^---[ \t]*\r?\n[^]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)
  return { text: fromPlain(head ? text.slice(head[0].length) : text), without: !!head }
}

// What was made of plain text, in words.
export function sayMade(text) {
  const headings = text.split("\n").filter(line => /^#{1,6} /.test(line)).length, blocks = text.split(/\n{2,}/).length
  return headings ? `认出${headings}个小标题，共${blocks}段，请看一遍。` : blocks > 1 ? `分成${blocks}段，没有认出小标题，请看一遍。` : ""
}

// `told` is where is said what was done; files may be dropped anywhere on `around`.
export function acceptText(field, chooser, told, around) {
  async function take(file) {
    if (!file) return
    if (OFFICE.test(file.name)) {
      told.textContent = `“${file.name}”不能直接放进来。请打开它，全选、复制，再粘贴到正文里。`
    } else if (!/\.(?:txt|md|markdown)$/i.test(file.name) && !/^text\//.test(file.type)) {
      told.textContent = `“${file.name}”不是文字文件。请放 .txt 或 .md 文件，或者复制文字粘贴到正文里。`
    } else if (file.size > LARGE) {
      told.textContent = `“${file.name}”太大，不像一篇总结。`
    } else {
      const { text, without } = await read(file)
      const below = putBelow(field, text)
      empty(told).append(`“${file.name}”的文字已放进正文。${without ? "它的题头没有放进来，数请填在上面。" : ""}${sayMade(text)}`, ...below)
    }
  }

  field.addEventListener("paste", event => {
    const given = event.clipboardData, html = given && given.getData("text/html"), plain = given ? given.getData("text/plain") : ""
    if (!html && !plain) {
      if (given && given.files.length) {
        event.preventDefault()
        take(given.files[0])
      }
      return
    }
    const rich = html && !MARKDOWN.test(plain), words = rich ? fromHtml(html) : fromPlain(plain)
    const made = words && ![plain, plain.trim(), cleaned(plain)].includes(words)
    told.textContent = !rich ? sayMade(words) : made ? "粘贴的标题、列表和表格已变成网站的写法，请看一遍。图片没有带过来。" : ""
    if (!made) return
    event.preventDefault()
    insert(field, words)
  })
  around.addEventListener("dragover", event => { if (event.dataTransfer.types.includes("Files")) event.preventDefault() })
  around.addEventListener("drop", event => {
    if (!event.dataTransfer.files.length) return
    event.preventDefault()
    take(event.dataTransfer.files[0])
  })
  chooser.addEventListener("change", () => {
    take(chooser.files[0])
    chooser.value = ""
  })
}
