// Files of this site, each read once; one that could not be read is asked for again the next time.

const read = new Map()

// The JSON of one address.
export function loadJson(address) {
  if (!read.has(address)) {
    const answer = fetch(address).then(response => {
      if (!response.ok) throw new Error(`${response.status} ${address}`)
      return response.json()
    })
    read.set(address, answer)
    answer.catch(() => read.delete(address))
  }
  return read.get(address)
}
