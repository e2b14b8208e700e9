// Handing in: the file is downloaded, copied, or taken along to the repository's page for a new file.

import { copy } from "../workbench-carry.js"
import { empty, make } from "./form-element.js"

const LONGEST = 6000 // characters of an address that servers and browsers take for sure
const NOT_COPIED = "没有复制成。请打开下面的“文件的内容”，选中后按 Ctrl+C。"

function download({ name, content }) {
  const address = URL.createObjectURL(new Blob([content], { type: "text/markdown;charset=utf-8" }))
  const link = make("a", { href: address, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), 60000)
}

// {url, filled}: the repository's page for this new file, and whether it holds the content already.
function newFile([base, nameKey, contentKey], { name, folder, content }) {
  const named = new URL(folder.replace(/^docs\//, ""), base)
  named.searchParams.set(nameKey, name)
  const whole = new URL(named)
  if (contentKey) whole.searchParams.set(contentKey, content)
  const filled = !!contentKey && whole.href.length <= LONGEST
  return { url: (filled ? whole : named).href, filled }
}

const SURE = { download: "仍要下载", copy: "仍要复制", forge: "仍要新建文件" }

// Asks once more before a file is handed in in which something is still to be put right; `issues` as issuesOf gives them.
export function askFirst(told, act, issues) {
  const persons = issues.some(([, , ofPerson]) => ofPerson)
  const words = persons ? "其中像是有身份证号、手机号或银行卡号，交出去就收不回来，请先删去。" : "检查会指出来，请先改上面列出的几处。"
  empty(told).append(make("span", { class: "gh-wrong" }, `还有${issues.length}处要改，${words}`), " ",
    make("button", { type: "button", class: "gh-bare", "data-gh-act": act, "data-gh-sure": true }, SURE[act]))
}

// Does one of download, copy, forge; `say` tells what was done.
export function handIn(act, file, forge, say) {
  if (act === "download") {
    download(file)
    return say(`已下载“${file.name}”。把它交给维护人；自己提交的，放进 ${file.folder} 文件夹，再运行 gonghui check。`)
  }
  const copied = copy({ "text/plain": file.content })
  if (act === "copy") return copied.then(() => say("文件的内容已复制。"), () => say(NOT_COPIED))
  const { url, filled } = newFile(forge, file), opened = `代码仓库的新建文件页已打开${filled ? "，内容已填好" : ""}。`
  window.open(url, "_blank", "noopener")
  return copied.then(() => say(`${opened}${filled ? "那里如果是空的，请粘贴：内容也复制了。" : "内容已复制，请在那里粘贴。"}`), () => say(filled ? opened : opened + NOT_COPIED))
}
