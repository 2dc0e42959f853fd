/** `wanted`, or `wanted 2`, `wanted 3` ... where it is taken; spreadsheets and SQLite do not tell upper from lower case. */
export function uniqueName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${wanted} ${k}`
  taken.add(name.toLowerCase())
  return name
}
