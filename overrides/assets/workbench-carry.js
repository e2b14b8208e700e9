// What is carried away from the workbench: copied, or saved as a file.
import {make} from "./workbench-table.js"

// Texts by media type. A site served without encryption has no clipboard of its own.
export function copy(texts) {
  const types = Object.keys(texts)
  if (navigator.clipboard && (types.length === 1 || window.ClipboardItem)) {
    if (types.length === 1) return navigator.clipboard.writeText(texts["text/plain"])
    const blobs = types.map(type => [type, new Blob([texts[type]], {type})])
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
  }
  return new Promise((resolve, reject) => {
    const fill = event => {
      for (const type of types) event.clipboardData.setData(type, texts[type])
      event.preventDefault()
    }
    document.addEventListener("copy", fill, {once: true})
    const done = document.execCommand("copy")
    document.removeEventListener("copy", fill)
    done ? resolve() : reject(new Error("copy"))
  })
}

export function save(text, title) {
  const name = title.replace(/[（，]/g, "_").replace(/[）\\/:*?"<>|]/g, "")
  const address = URL.createObjectURL(new Blob([text], {type: "text/csv;charset=utf-8"}))
  make("a", {href: address, download: `${name}.csv`}).click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
